/**
 * The private hosts of a cloud under test and the switch between them, each with its agent as a process of its own. A host
 * can lose its power, boot again, be cut off from the rest and joined.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCable } from '../../../lab/cable.mjs';
import { runInNetwork } from '../../../lab/first-process.mjs';
import {
  STORAGE_INSIDE,
  insideHost,
  startHypervisor,
  stopHypervisor,
} from '../../../lab/private-hypervisor.mjs';
import { setPort, startSwitch, stopSwitch } from '../../../lab/switch.mjs';
import { agentProgram } from '../../../start/hosts/agent-program.mjs';
import { hostFolder, switchFolder } from '../../../start/hosts/hosts.mjs';
import { hypervisorOf } from '../../../start/hosts/launch-hosts.mjs';
import { agentConfigFile } from '../../../start/cloud/part-configs.mjs';
import { endsWithTest } from './ends-with-test.ts';
import { hostView } from './host-view.ts';
import type { HostView } from './host-view.ts';
import { diesWithParent, partProcess } from './part-process.ts';
import type { PartProcess } from './part-process.ts';

export interface RealHost {
  readonly name: string;
  readonly hostId: string;
  readonly view: HostView;
  readonly agent: PartProcess;
  /** The first process, as this machine counts processes. */
  initPid(): number;
  /** Power failure: libvirtd, guests and agent are gone. */
  kill(): Promise<void>;
  /** The host and its agent, after `kill`. */
  boot(): Promise<void>;
  /** Neither its machines nor its agent reach anybody, and nobody reaches them. */
  cut(): Promise<void>;
  join(): Promise<void>;
}

export interface Lab {
  readonly hosts: readonly RealHost[];
  /** Host -> the port of loopback where its agent finds the bus. */
  readonly busPorts: Readonly<Record<string, number>>;
  /** Runs a program of this machine in the network of the switch, whose bridge is `switch0`. */
  onSwitch(...command: readonly string[]): Promise<string>;
}

export interface LabOptions {
  readonly folder: string;
  readonly count: number;
  readonly uplink: { readonly interface: string; readonly address: string };
  /** Where nats-server will listen. */
  readonly natsPort: number;
  /** A file in the folder of images, and the program that probes addresses. */
  readonly image: string;
  readonly busybox: string;
  /** Where the agent was built. */
  readonly checkout: string;
  /** The storage directory is a file system of its own of this size; else it is a folder. */
  readonly storageMiB?: number | undefined;
  /** Gets what takes away again what was made, in the order in which it was made. */
  readonly ends: (() => Promise<unknown>)[];
}

/** The switch and all hosts, running; their agents not yet. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const { folder, count, uplink, ends } = options;
  ends.push(() => stopSwitch(switchFolder(folder)));
  const { init } = await startSwitch({ folder: switchFolder(folder), uplink });
  const endWatch = endsWithTest(init.pid, folder);
  ends.push(async () => endWatch());
  const opened = Array.from({ length: count }, (_, index) => aHost(options, `host-${index + 1}`));
  const all = await Promise.all(opened);
  return {
    hosts: all.map(({ host }) => host),
    busPorts: Object.fromEntries(all.map(({ host, busPort }) => [host.name, busPort])),
    onSwitch: (...command) => runInNetwork(init.pid, ...command),
  };
}

async function aHost(options: LabOptions, name: string) {
  const { folder, natsPort, image, busybox, checkout, storageMiB, ends } = options;
  const own = hostFolder(folder, name);
  const network = switchFolder(folder);
  const cable = await openCable({ port: 0, target: { host: '127.0.0.1', port: natsPort } });
  ends.push(async () => cable.close());
  let isUp = true;
  let initPid = 0;
  let endWatch = (): void => undefined;
  const view = hostView(() => initPid);

  async function start(): Promise<void> {
    mkdirSync(join(own, 'agent'), { recursive: true, mode: 0o700 });
    const wanted = hypervisorOf({ state: folder, name, domainType: 'qemu', image, busybox });
    const started = await startHypervisor({ ...wanted, network: { folder: network, isUp } });
    initPid = started.init.pid;
    endWatch = endsWithTest(initPid, folder);
    if (storageMiB === undefined) return;
    const size = `size=${storageMiB}m,mode=755`;
    await view.inside('mount', '-t', 'tmpfs', '-o', size, 'tmpfs', STORAGE_INSIDE);
  }

  async function kill(): Promise<void> {
    await stopHypervisor(own);
    endWatch();
    await agent.kill();
  }

  ends.push(kill);
  await start();
  const agent = partProcess({
    name: `agent of ${name}`,
    logFile: join(folder, 'logs', `agent-${name}.log`),
    readyText: '"ready":true',
    command: () => {
      // The wrapper forks: what lives inside is to end with it too.
      const program = agentProgram(checkout, agentConfigFile(folder, name));
      return insideHost(initPid, [...diesWithParent, ...program]) as string[];
    },
  });
  const host: RealHost = {
    ...{ name, view, agent, kill, hostId: randomBytes(16).toString('hex') },
    initPid: () => initPid,
    async boot() {
      await start();
      await agent.start();
    },
    async cut() {
      isUp = false;
      cable.cut();
      await setPort(network, name, false);
    },
    async join() {
      isUp = true;
      await setPort(network, name, true);
      cable.join();
    },
  };
  return { host, busPort: cable.port };
}
