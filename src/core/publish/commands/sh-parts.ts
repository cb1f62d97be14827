import { foreignVariables, keyVariable, type CurlProtocol } from './shell'

// The fixed parts of a script for sh. They contain no exclamation mark except that of `$!` at the end
// of a line: bash and zsh would expand it to an earlier command when pasted. They avoid names such as
// `status` and `path`, which zsh reserves.

/**
 * The start of every script: a private folder for secrets, and its removal. dash runs no EXIT trap
 * on a signal, and every shell waits for a program in the foreground before it handles one.
 */
export const beginning = (steps: number) => `
: 'Secrets are in files of a folder that only you can read, and are deleted with it at the end.'
umask 077
step=0 doubt='' child='' folder=''
finish() {
  code=$?
  trap '' HUP INT QUIT PIPE TERM
  if [ -n "$child" ]; then kill "$child" 2>/dev/null || :; wait "$child" 2>/dev/null || :; fi
  if [ -n "$folder" ]; then cd /; rm -rf "$folder"; fi
  if [ "$code" -ne 0 ] && [ "$step" -eq 0 ]; then
    echo 'Stopped before the first step: nothing was sent.' >&2
  elif [ "$code" -ne 0 ]; then
    echo "Stopped at step $step of ${steps}. Steps done: $((step - 1)).$doubt" >&2
  fi
  exit "$code"
}
if [ -n "\${ZSH_VERSION-}" ]; then setopt posix_traps; fi
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 131' QUIT
trap 'exit 141' PIPE
trap 'exit 143' TERM
folder=$(mktemp -d)
CDPATH='' cd "$folder"
folder=$(pwd)

stop() { printf '%s\\n' "$1" | tr -cd '\\n -~' >&2; exit 1; }
refuse() { tr -cd '\\n -~' < answer | head -c 2000 >&2; echo >&2; stop "$1"; }
: 'jq 1.6 is content with an empty text, so it is asked how many documents there are.'
check_json() {
  jq -es 'length == 1 and (.[0] | type == "object")' answer > /dev/null 2>&1 ||
    refuse 'The answer is not one whole JSON document.'
}
id_of() {
  id=$(jq -r "$1"' | strings | select(test("^[A-Za-z0-9._-]+$"))' answer) || id=''
  [ -n "$id" ] || stop 'The answer has no id where one belongs.'
  printf '%s' "$id"
}
json() { printf '%s' "$1" | jq -aRs .; }`

/**
 * Sends a request with curl, which reads the key and the body from files no other user can read, and neither settings
 * of the user nor another protocol.
 */
export const sendFunction = (
  protocol: CurlProtocol,
) => `printf 'Authorization: Bearer %s\\n' "$${keyVariable}" > headers
send() {
  method=$1 url=$2
  if [ $# -gt 2 ]; then
    printf '%s' "$3" > body
    set -- -H 'Content-Type: application/json' --data-binary @body
  else
    set --
  fi
  : > answer
  curl -q --proto '=${protocol}' -gsS -X "$method" "$url" -H @headers "$@" -o answer \\
    -w '%{http_code} %{content_type}\\n' < /dev/null > result &
  child=$!
  wait "$child" || stop 'curl got no whole answer.'
  child=''
  read -r code type < result
  case $code in
    204) if [ "$method" = DELETE ]; then return; fi ;;
    2??) ;;
    *) refuse "The answer is HTTP $code." ;;
  esac
  case $type in
    application/json*) check_json ;;
    *) refuse "The answer is HTTP $code with \${type:-nothing}, not JSON." ;;
  esac
}`

/** Calls the Ory CLI with the script's settings and without the user's own. */
export const runOryFunction = (quotedConsole: string) => `unset ${foreignVariables.join(' ')}
export ORY_CONSOLE_URL=${quotedConsole} ORY_CONFIG_PATH="$folder/ory.json"
run_ory() {
  : > answer
  ory "$@" < /dev/null > answer &
  child=$!
  wait "$child" || refuse 'The Ory CLI failed.'
  child=''
}`
