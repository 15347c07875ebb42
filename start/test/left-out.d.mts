export const SHORT: string;
export const LEFT_OUT_OF_NPM_TEST: readonly { readonly file: string; readonly why: string }[];
export function leftOutFiles(env?: NodeJS.ProcessEnv): string[];
export function leftOutText(): string;
