/** Is this text a public key that sshd will accept? Asked here, because a guest that refuses its key tells nobody. */

const algorithms = new Set([
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
]);

/** A sentence that says what is wrong with the key, or null. The key is one line as in `id_ed25519.pub`. */
export function publicKeyProblem(line: string): string | null {
  if (line.includes('PRIVATE KEY'))
    return 'this is a private key; it was not stored, give the file that ends in .pub';
  if (/[\0-\x1f\x7f]/.test(line) || !line.isWellFormed())
    return 'a public key is one line of plain text';
  const [algorithm = '', blob = ''] = line.split(' ');
  if (!algorithms.has(algorithm))
    return `${JSON.stringify(algorithm.slice(0, 40))} is not a kind of key that OpenSSH accepts`;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(blob)) return 'after its kind, a key has one word of base64';
  const bytes = Buffer.from(blob, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== blob.replace(/=+$/, ''))
    return 'the base64 of the key is cut or damaged';
  return namesItself(bytes, algorithm) ? null : `the key is not of the kind ${algorithm}`;
}

/** The blob begins with the length and the name of its kind (RFC 4253, 6.6), and something follows. */
function namesItself(bytes: Buffer, algorithm: string): boolean {
  if (bytes.length < 4 + algorithm.length + 4) return false;
  const length = bytes.readUInt32BE(0);
  return length === algorithm.length && bytes.toString('latin1', 4, 4 + length) === algorithm;
}
