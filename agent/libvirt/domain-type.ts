/**
 * May machines of this host run on KVM? That libvirt offers it proves nothing: some machines advertise it and cannot boot a
 * kernel on it. So a small image is started on it, and only its own word on the serial console counts.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, readFile, stat } from 'node:fs/promises';
import { cpus } from 'node:os';
import { writeDurably } from '../../shared/base/durable-file.ts';
import type { Clock } from '../../shared/time/clock.ts';

export interface KvmProof {
  /** A qcow2 disk that boots by itself; it is not changed. */
  readonly image: string;
  /** What it prints on its serial console when it is up. */
  readonly marker: string;
}

export interface DomainTypeOptions {
  readonly wanted: 'auto' | 'kvm' | 'qemu';
  readonly proof: KvmProof | null;
  /** Where the answer is kept for the next start. */
  readonly cacheFile: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** How long the image may take; on real KVM it needs about one second. */
const proofMs = 20_000;
const kvmDevice = '/dev/kvm';
/** The QEMU that machines run on. */
export const emulator = '/usr/bin/qemu-system-x86_64';

export async function domainType(options: DomainTypeOptions): Promise<'kvm' | 'qemu'> {
  if (options.wanted !== 'auto') return options.wanted;
  if (!options.proof || !(await exists(kvmDevice))) return 'qemu';
  const key = await cacheKey(options.proof);
  const known = await readFile(options.cacheFile, 'utf8').catch(() => '');
  if (known.startsWith(`${key} `)) return known.trim().endsWith('kvm') ? 'kvm' : 'qemu';
  const answer = (await boots(options, options.proof)) ? 'kvm' : 'qemu';
  await writeDurably(options.cacheFile, `${key} ${answer}\n`, 0o600);
  return answer;
}

/** The answer holds for this image, this QEMU and this CPU. */
async function cacheKey(proof: KvmProof): Promise<string> {
  const [image, program] = await Promise.all([stat(proof.image), stat(emulator)]);
  const facts = [
    proof.image,
    image.size,
    image.mtimeMs,
    program.size,
    program.mtimeMs,
    cpus()[0]?.model,
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

function boots({ clock, signal }: DomainTypeOptions, proof: KvmProof): Promise<boolean> {
  const drive = `file=${proof.image.replaceAll(',', ',,')},format=qcow2,if=virtio,snapshot=on`;
  const qemu = spawn(
    emulator,
    [
      ...['-accel', 'kvm', '-cpu', 'host', '-m', '128', '-nodefaults', '-no-user-config'],
      ...['-display', 'none', '-serial', 'stdio', '-net', 'none', '-drive', drive],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], signal },
  );
  return new Promise((resolve) => {
    let seen = '';
    const end = (answer: boolean): void => {
      cancel();
      qemu.kill('SIGKILL');
      resolve(answer);
    };
    const cancel = clock.after(proofMs, () => end(false));
    qemu.stdout.on('data', (bytes: Buffer) => {
      seen = (seen + bytes.toString('latin1')).slice(-65_536);
      if (seen.includes(proof.marker)) end(true);
    });
    qemu.on('error', () => end(false));
    qemu.on('exit', () => end(false));
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
