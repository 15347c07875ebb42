import type { Refusal } from './reasons.ts';

/**
 * May a user's variable have this name? It is assigned in the guest's shell: a name that the shell, the loader or the
 * C library acts on would do more than hold a value, and one that Stratus sets would lie about the machine.
 */

const form = /^[A-Z_][A-Z0-9_]*$/;
const longestName = 128;

/** Read by Bourne shells (dash, bash, busybox) for their own behaviour, or not assignable in one of them. */
const shellNames = new Set(
  `_ PATH IFS ENV CDPATH HOME PWD OLDPWD SHELL SHELLOPTS SHLVL PS0 PS1 PS2 PS3 PS4 PROMPT_COMMAND OPTIND OPTARG OPTERR
   MAIL MAILPATH MAILCHECK TMOUT POSIXLY_CORRECT POSIX_PEDANTIC UID EUID PPID GROUPS DIRSTACK FUNCNAME FUNCNEST LINENO
   RANDOM SRANDOM SECONDS EPOCHSECONDS EPOCHREALTIME HISTCMD HISTFILE HISTFILESIZE HISTSIZE HISTCONTROL HISTIGNORE
   HISTTIMEFORMAT FIGNORE GLOBIGNORE GLOBSORT EXECIGNORE IGNOREEOF INPUTRC TIMEFORMAT TMPDIR ATTY FCEDIT FPATH REPLY
   PIPESTATUS COPROC MAPFILE READLINE_LINE READLINE_POINT READLINE_MARK READLINE_ARGUMENT CHILD_MAX COLUMNS LINES TERM
   LANG LANGUAGE LOCPATH NLSPATH GCONV_PATH HOSTALIASES RES_OPTIONS LOCALDOMAIN RESOLV_HOST_CONF GETCONF_DIR
   MALLOC_TRACE TZDIR`.split(/\s+/),
);
const shellPrefixes = /^(LD_|LC_|BASH|COMP_|DYLD_|GLIBC_|MALLOC_)/;

/** Set by Stratus, with the option that sets them; an empty option: nothing does. */
const ownNames: ReadonlyMap<string, string> = new Map([
  ['PUBLIC_KEY', 'Give it as a public key instead.'],
  ['HOSTNAME', 'Give the machine a name instead.'],
  ['INSTANCE_ID', 'Leave it out: it is the identity of the machine.'],
]);

/** Why the name may not be given, or null. */
export function variableNameRefusal(name: string): Refusal | null {
  if (!form.test(name) || name.length > longestName)
    return refusal(
      name,
      'is not a name',
      `Use capital letters, digits and "_", no digit first, at most ${longestName} characters.`,
    );
  if (shellNames.has(name) || shellPrefixes.test(name))
    return refusal(name, 'would change how the shell of the machine works', 'Choose another name.');
  const advice = /^ETH\d+_/.test(name)
    ? 'Leave it out: it is what Stratus tells about the network card.'
    : ownNames.get(name);
  return advice === undefined ? null : refusal(name, 'is set by Stratus itself', advice);
}

function refusal(name: string, what: string, whatToDo: string): Refusal {
  const shown = JSON.stringify(name.slice(0, 60));
  return {
    reason: 'invalidContext',
    message: `The context variable ${shown} ${what}.`,
    where: `context, variable ${shown}`,
    whatToDo,
  };
}
