/** Reads XML that libvirt wrote; writing domain XML is the builder's work, not this file's. */
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';

/** The root element of `xml`, or null when it is not well-formed. */
export function rootElement(xml: string): Element | null {
  let wellFormed = true;
  const fail = (): void => {
    wellFormed = false;
  };
  const parser = new DOMParser({
    errorHandler: { warning: () => {}, error: fail, fatalError: fail },
  });
  try {
    const root = parser.parseFromString(xml, 'text/xml').documentElement as Element | null;
    return wellFormed ? root : null;
  } catch {
    return null;
  }
}

/** The child elements of that name, without its prefix. */
export function childrenOf(element: Element | undefined, name: string): Element[] {
  const children = Array.from(element?.childNodes ?? []) as Element[];
  return children.filter((child) => child.nodeType === 1 && localName(child) === name);
}

/** The first element at the end of a path of child names. */
export function elementAt(root: Element | undefined, ...path: string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, name) => childrenOf(at, name)[0], root);
}

/** The element's text without white space around it; empty for none. */
export function textOf(element: Element | undefined): string {
  return element?.textContent?.trim() ?? '';
}

/** libvirt gives metadata back without the declaration of its prefix: the part after it is the name. */
export function localName(element: Element): string {
  return element.nodeName.replace(/^.*:/, '');
}

/** The network filter with this UUID, unless it says one itself: libvirt replaces a filter only by UUID. */
export function filterWithUuid(xml: string, uuid: string): string {
  const root = rootElement(xml);
  if (root === null || childrenOf(root, 'uuid').length > 0) return xml;
  const element = root.ownerDocument.createElement('uuid');
  element.appendChild(root.ownerDocument.createTextNode(uuid));
  root.insertBefore(element, root.firstChild);
  return new XMLSerializer().serializeToString(root);
}
