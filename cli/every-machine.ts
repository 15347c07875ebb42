/** The machines of a cloud as the API pages them out. */
import type { Client } from './client.ts';
import type { Machine } from './rest-answers.ts';

interface Page {
  readonly machines: readonly Machine[];
  readonly next: number | null;
}

/** `state`: as the API's query has it; null: all that have not ended. */
export async function everyMachine(client: Client, state: string | null): Promise<Machine[]> {
  const machines: Machine[] = [];
  for (let after: number | null = 0; after !== null;) {
    const query = new URLSearchParams({ after: String(after), ...(state ? { state } : {}) });
    const page: Page = await client.get<Page>(`/machines?${query.toString()}`);
    machines.push(...page.machines);
    after = page.next;
  }
  return machines;
}
