/**
 * How do forged frames get onto a card of a guest, and what arrives behind its host's bridge? Nothing in the small
 * appliance can send them, so the perl of this machine (part of every Debian) is carried into it with the libraries it
 * needs; outside, the same perl listens. Each frame ends in a cookie, so that it is known again whatever was in front.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { GuestShell } from '../real-cloud/guest-shell.ts';
import type { HostView } from '../real-cloud/host-view.ts';
import { diesWithParent } from '../real-cloud/part-process.ts';
import { until } from '../until.ts';
import type { FrameKind } from './frame-kinds.ts';

const run = promisify(execFile);
const perl = '/usr/bin/perl';
const place = '/root/frames';

// AF_PACKET is 17, SOCK_RAW 3, ETH_P_ALL 3. A sockaddr_ll: family, protocol, index, hardware type, packet type, length, MAC.
const sender = `
  my ($card) = @ARGV;
  open my $file, '<', "/sys/class/net/$card/ifindex" or die "no card $card";
  my $to = pack 'S n l S C C a8', 17, 3, <$file> + 0, 0, 0, 6, '';
  socket my $socket, 17, 3, 0 or die "socket: $!";
  while (my $line = <STDIN>) {
    chomp $line;
    send $socket, pack('H*', $line), 0, $to or die "send: $!";
  }
`;

const listener = `
  my ($card) = @ARGV;
  my $index = -1;
  open my $table, '<', '/proc/net/dev' or die;
  socket my $socket, 17, 3, unpack('S', pack 'n', 3) or die "socket: $!";
  setsockopt $socket, 1, 33, pack('l', 16777216); # SO_RCVBUFFORCE: nothing is lost while this process waits
  my $request = pack 'a16 x16', $card;
  ioctl $socket, 0x8933, $request or die "no card $card: $!"; # SIOCGIFINDEX
  $index = unpack 'x16 l', $request;
  bind $socket, pack('S n l S C C a8', 17, 3, $index, 0, 0, 6, '') or die "bind: $!";
  $| = 1;
  print "listening\\n";
  while (defined recv $socket, my $frame, 65536, 0) { print unpack('H*', $frame), "\\n" }
`;

/** Why no frames can be sent here; null when they can. */
export const whyNoFrames = (): string | null =>
  existsSync(perl) ? null : `${perl} is not installed`;

export interface FrameSender {
  /** Sends them from the guest's first card in this order; resolves when all were given to it. */
  send(frames: readonly Uint8Array[]): Promise<void>;
}

/** Carries the sender into a guest. */
export async function frameSender(shell: GuestShell): Promise<FrameSender> {
  const folder = mkdtempSync(join(tmpdir(), 'stratus-frames-'));
  try {
    const inside = join(folder, 'frames');
    mkdirSync(inside);
    const { stdout } = await run('ldd', [perl]);
    const libraries = [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path!);
    for (const file of [perl, ...libraries])
      copyFileSync(file, join(inside, file.split('/').at(-1)!));
    writeFileSync(join(inside, 'send.pl'), sender);
    const archive = join(folder, 'frames.tar.gz');
    await run('tar', ['-czf', archive, '-C', folder, 'frames']);
    await shell.feed('tar -xzf - -C /root', archive);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const loader = `${place}/ld-linux-x86-64.so.2 --library-path ${place} ${place}/perl`;
  return {
    async send(frames) {
      const file = join(tmpdir(), `stratus-frames-${randomBytes(6).toString('hex')}`);
      writeFileSync(
        file,
        frames.map((frame) => `${Buffer.from(frame).toString('hex')}\n`).join(''),
      );
      try {
        await shell.feed(`${loader} ${place}/send.pl eth0`, file);
      } finally {
        rmSync(file);
      }
    },
  };
}

export interface FrameListener {
  /** Whether a frame with this cookie came by. */
  heard(cookie: string): boolean;
  end(): void;
}

/** Listens on a card of a host. */
export async function frameListener(host: HostView, card: string): Promise<FrameListener> {
  // What enters the host forks: what lives inside is to end with it.
  const inside = host.command(...diesWithParent, perl, '-e', listener, card);
  const [file, ...args] = [...diesWithParent, ...inside];
  const child = spawn(file!, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString('latin1')));
  await until('the listener listens', () => {
    if (child.exitCode !== null) throw new Error(`the listener on ${card} ended`);
    return said.startsWith('listening');
  });
  return {
    heard: (cookie) => said.includes(cookie),
    end: () => void child.kill('SIGKILL'),
  };
}

/**
 * Sends each kind once and then `last`, which must pass.
 * @returns whether each arrived, in the order of `kinds`: when the last one is there, all before it are there or were dropped
 */
export async function whatArrives(
  kinds: readonly FrameKind[],
  last: FrameKind,
  from: FrameSender,
  at: FrameListener,
): Promise<readonly boolean[]> {
  const marked = [...kinds, last].map(({ frame }) => {
    const cookie = randomBytes(12);
    const padding = Buffer.alloc(Math.max(0, 60 - frame.length - cookie.length));
    return { frame: Buffer.concat([frame, padding, cookie]), cookie: cookie.toString('hex') };
  });
  await from.send(marked.map(({ frame }) => frame));
  await until(`${last.name} arrives`, () => at.heard(marked.at(-1)!.cookie));
  return marked.slice(0, -1).map(({ cookie }) => at.heard(cookie));
}
