/** Two reports of one host under way at once: the older one, decided on for a while, says nothing against the newer one. */
import { expect, test } from 'vitest';
import type { Hosts, Session } from '../../../../scheduler/loops/hosts.ts';
import type { Outcome } from '../../../../scheduler/loops/proposal.ts';
import { createReports } from '../../../../scheduler/loops/reports.ts';
import { createPageCollector } from '../../../../shared/bus/page-collector.ts';
import type { MachineReport, Report } from '../../../../shared/model/conversation.ts';
import { reportMessage } from '../../../../shared/wire/conversation.ts';
import { freshRation } from '../../../../scheduler/decide/ration-reports.ts';
import { settled } from '../../../support/a-clock.ts';
import { aReport } from '../../../support/a-cloud.ts';
import { aLeading } from '../../../support/a-leading.ts';
import { cloudId, hostId } from '../../../support/log-writer.ts';

const nonce = '1'.repeat(32);

function reportOf(number: number, machines: readonly MachineReport[]): Report {
  return {
    ...{ cloudId, hostId, nonce, setId: `${number}`.repeat(32), page: 1, pages: 1, number },
    ...{ observed: 'complete', observedDigest: `${number}`.repeat(64), machines, evidence: [] },
  };
}

test('a machine that a later report saw running has not vanished because an earlier one did not know it', async () => {
  const { leading, cloud } = aLeading();
  const [web, mail] = [cloud.run({ name: 'web' }), cloud.run({ name: 'mail' })];
  const session = {
    ...{ hostId, reportNumber: 0, observedDigest: '', ration: freshRation },
    ...{ pages: createPageCollector<Report>(), reported: new Set<string>() },
  } as unknown as Session;
  const hosts = { speaker: () => session, isContested: () => false } as unknown as Hosts;
  const underWay: (() => void)[] = [];
  const { submit } = leading.leader;
  // What was decided is stored after a while, as by an append that is late.
  const slow: typeof submit = async (proposal) => {
    const outcome: Outcome = await submit(proposal);
    await new Promise<void>((resolve) => void underWay.push(resolve));
    return outcome;
  };
  const reports = createReports({ ...leading, leader: { ...leading.leader, submit: slow } }, hosts);
  const hear = (report: Report): void =>
    reports.onReport({
      ...{ subject: leading.subjects.report(hostId), reply: () => undefined },
      bytes: reportMessage.encode(report),
    });
  const running = (name: string): MachineReport =>
    aReport(cloud.machine(name), { phase: 'running' });

  hear(reportOf(1, [running(web)]));
  hear(reportOf(2, [running(web), running(mail)]));
  await settled();
  // The later one is dealt with first.
  for (let store = underWay.pop(); store; store = underWay.pop()) {
    store();
    await settled();
  }
  const states = [web, mail].map((name) => cloud.machine(name).state);
  expect(states).toEqual(['running', 'running']);
});
