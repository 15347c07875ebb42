/**
 * What does the guest run from the medium? `init.sh` is called by the StratusLab service of an image, `prolog.sh` early
 * and `epilog.sh` late by HEPiX's (reference part 4.2). Plain Bourne shell; own variables are in lower case, so that no
 * variable of the context meets them.
 */

const findMedium = `medium=$(dirname "$0")
[ -f "$medium/context.sh" ] || medium=/mnt/stratuslab
. "$medium/context.sh"
`;

/** Adds the keys to root's, each once; then runs SCRIPT_EXEC with every variable in its environment. */
export const initSh = `#!/bin/sh
# Gives root the keys of the machine and runs the commands it was started with.
${findMedium}
folder=/root/.ssh
keys=$folder/authorized_keys
if [ -n "$PUBLIC_KEY" ]; then
  mkdir -p "$folder" && chmod 700 "$folder"
  touch "$keys" && chmod 600 "$keys"
  [ -z "$(tail -c 1 "$keys")" ] || echo >> "$keys"
  printf '%s\\n' "$PUBLIC_KEY" | while IFS= read -r key; do
    [ -z "$key" ] || grep -qxF -e "$key" "$keys" || printf '%s\\n' "$key" >> "$keys"
  done
fi

if [ -n "$SCRIPT_EXEC" ]; then
  script=$(mktemp) || exit 1
  printf '%s\\n' "$SCRIPT_EXEC" > "$script"
  chmod 700 "$script"
  (
    set -a
    . "$medium/context.sh"
    set +a
    case $SCRIPT_EXEC in
      '#!'*) "$script" ;;
      *) /bin/sh "$script" ;;
    esac
  )
  status=$?
  rm -f "$script"
  exit "$status"
fi
`;

/** HEPiX's early script: nothing is to be done then. */
export const prologSh = `#!/bin/sh
# Nothing is to be done before the services of this machine start.
`;

/** HEPiX's late script: root is to be reached with the keys of the machine and no others. */
export const epilogSh = `#!/bin/sh
# Leaves root the keys of the machine and no others.
${findMedium}
folder=/root/.ssh
if [ -n "$PUBLIC_KEY" ]; then
  mkdir -p "$folder" && chmod 700 "$folder"
  (umask 077 && printf '%s\\n' "$PUBLIC_KEY" > "$folder/authorized_keys.new") &&
    mv -f "$folder/authorized_keys.new" "$folder/authorized_keys"
fi
`;
