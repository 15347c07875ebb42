/** Whose machine a domain is: reads our element out of its metadata. Anything but exactly our form is foreign. */
import type { DomainOwner } from './hypervisor.ts';
import { localName, rootElement } from './xml-reading.ts';

/** The owner that the metadata element names; null when it is not of our form. */
export function ownerOf(metadataXml: string): DomainOwner | null {
  const element = rootElement(metadataXml);
  if (element === null || localName(element) !== 'machine') return null;
  const cloudId = element.getAttribute('cloud') ?? '';
  const generation = element.getAttribute('generation') ?? '';
  if (!/^[0-9a-f]{32}$/.test(cloudId) || !/^[1-9][0-9]{0,9}$/.test(generation)) return null;
  return { cloudId, generation: Number(generation) };
}
