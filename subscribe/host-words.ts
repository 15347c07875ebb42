/** What hosts say of themselves, checked: a host speaks on its own subjects only, and a report counts when it is whole. */
import type { Bus, BusMessage } from '../shared/bus/bus.ts';
import { createPageCollector } from '../shared/bus/page-collector.ts';
import type { PageCollector } from '../shared/bus/page-collector.ts';
import { hostIdIn } from '../shared/bus/subjects.ts';
import type { Subjects } from '../shared/bus/subjects.ts';
import type { Report } from '../shared/model/conversation.ts';
import { helloMessage, reportMessage } from '../shared/wire/conversation.ts';
import type { Clock } from '../shared/time/clock.ts';
import { helloItem, reportItem } from './items.ts';
import type { HelloItem, ReportItem } from './items.ts';

export interface HostWordsOptions {
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly cloudId: string;
  readonly clock: Clock;
  /** Reports name the machines of every project: only who hears all hears them. */
  readonly reports: boolean;
  readonly onWord: (item: HelloItem | ReportItem) => void;
  /** Runs what reads a message that may be malformed. */
  readonly safely: (hear: (message: BusMessage) => void) => (message: BusMessage) => void;
}

/** Hosts whose pages are collected at the same time. */
const hostsMax = 4_096;

/** Listens until the returned function is called. */
export function hearHosts(options: HostWordsOptions): () => void {
  const { bus, subjects, cloudId, clock, onWord, safely } = options;
  const collectors = new Map<string, PageCollector<Report>>();
  const isOwn = (message: BusMessage, from: { cloudId: string; hostId: string }): boolean =>
    from.cloudId === cloudId && from.hostId === hostIdIn(message.subject);

  function collectorOf(hostId: string): PageCollector<Report> {
    const collector = collectors.get(hostId) ?? createPageCollector<Report>();
    collectors.set(hostId, collector);
    if (collectors.size > hostsMax) collectors.delete(collectors.keys().next().value ?? '');
    return collector;
  }

  const ends = [
    bus.subscribe(
      subjects.everyHello,
      safely((message) => {
        const hello = helloMessage.decode(message.bytes);
        if (isOwn(message, hello)) onWord(helloItem(hello, clock.now()));
      }),
    ),
  ];
  const hearReport = safely((message) => {
    const report = reportMessage.decode(message.bytes);
    const pages = isOwn(message, report) ? collectorOf(report.hostId).add(report) : null;
    if (pages) onWord(reportItem(pages, clock.now()));
  });
  if (options.reports) ends.push(bus.subscribe(subjects.everyReport, hearReport));
  return () => ends.forEach((end) => end());
}
