import { DOMParser } from '@xmldom/xmldom';

/** Parses as libvirt would: anything that is not well-formed throws. */
export function parseXml(xml: string): Document {
  const fail = (message: unknown): never => {
    throw new Error(String(message));
  };
  return new DOMParser({
    errorHandler: { warning: fail, error: fail, fatalError: fail },
  }).parseFromString(xml, 'text/xml');
}
