/**
 * What does a subscriber get? Plain objects: events exactly as the REST interface gives them, what hosts say of themselves,
 * and two words about the subscription itself.
 */
import type { Hello, MachineReport, Report } from '../shared/model/conversation.ts';
import type { PublishedEvent } from '../shared/model/command.ts';
import type { Attributes } from '../shared/model/words.ts';
import { eventObject } from '../shared/render/event-object.ts';
import type { EventObject } from '../shared/render/event-object.ts';
import { loadObject, resourcesObject } from '../shared/render/host-objects.ts';
import type { LoadObject, ResourcesObject } from '../shared/render/host-objects.ts';
import { timeText } from '../shared/render/units.ts';

/** A committed event: in the order of the log, none left out, none twice. */
export type EventItem = { readonly kind: 'event' } & EventObject;

/** A host's regular word: what it has and how busy it is now. Only its newest is kept for a slow reader. */
export interface HelloItem {
  readonly kind: 'host';
  readonly word: 'hello';
  readonly hostId: string;
  readonly name: string;
  /** When it was heard here, RFC 3339. */
  readonly at: string;
  readonly capacity: ResourcesObject;
  readonly load: LoadObject;
  readonly attributes: Attributes;
  /** Its libvirt answers. */
  readonly hypervisorAvailable: boolean;
  /** Of the agent's software. */
  readonly version: string;
}

/** All that a host holds and sees, whole. Only its newest is kept for a slow reader. */
export interface ReportItem {
  readonly kind: 'host';
  readonly word: 'report';
  readonly hostId: string;
  readonly at: string;
  /** `unavailable`: libvirt did not answer, and nothing follows about any machine. */
  readonly observed: Report['observed'];
  readonly machines: readonly Omit<MachineReport, 'evidence'>[];
  readonly evidence: Report['evidence'];
}

/**
 * The log is another one, or was rewritten: what was known from earlier events is void. Read the present state from the API
 * now; the events after `cursor` follow.
 */
export interface ResetItem {
  readonly kind: 'reset';
  readonly cursor: string;
  readonly why: string;
}

/** The reader was slower than the events: they were let go, and now follow from the API, later but all of them. */
export interface BehindItem {
  readonly kind: 'behind';
  readonly why: string;
}

export type Item = EventItem | HelloItem | ReportItem | ResetItem | BehindItem;

export function eventItem(published: PublishedEvent): EventItem {
  return { kind: 'event', ...eventObject(published) };
}

export function helloItem(hello: Hello, heardAtMs: number): HelloItem {
  const { hostId, name, attributes, hypervisorAvailable, version } = hello;
  return {
    ...{ kind: 'host', word: 'hello', hostId, name, at: timeText(heardAtMs) },
    capacity: resourcesObject(hello.capacity),
    load: loadObject(hello.load),
    ...{ attributes, hypervisorAvailable, version },
  };
}

/** `pages` are all pages of one report. */
export function reportItem(pages: readonly Report[], heardAtMs: number): ReportItem {
  const [first] = pages as readonly [Report, ...Report[]];
  return {
    ...{ kind: 'host', word: 'report', hostId: first.hostId, at: timeText(heardAtMs) },
    observed: first.observed,
    machines: pages.flatMap(({ machines }) => machines.map(({ evidence: _, ...rest }) => rest)),
    evidence: pages.flatMap(({ evidence }) => evidence),
  };
}
