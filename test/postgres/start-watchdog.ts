import { spawn } from 'node:child_process'
import { Socket } from 'node:net'

export interface Watchdog {
  /** A folder to remove when this process is gone; a cluster in it is its `data`. */
  guard(folder: string): void
  /** The process to end before that; null: none runs. */
  watch(pid: number | null): void
  /** Nothing is left to do. */
  release(): void
}

// Its pipe closes when this process ends, in whatever way, kill -9 included. SIGQUIT is PostgreSQL's immediate shutdown: the
// postmaster ends its children, after 5 s with SIGKILL, which those need that are stopped and that Linux does not list for us to
// continue. Where nobody reaps orphans a dead postmaster stays visible to kill -0; then its state is Z or its pid file gone.
// It runs in the background of a shell that ends at once, so that who kills this process and all its children does not find it.
const script = `
{
trap '' INT TERM HUP
pid=
while read -r kind value; do
  case $kind in
    folder) set -- "$@" "$value" ;;
    pid) pid=$value ;;
  esac
done
runs() {
  kill -0 "$pid" || return 1
  case $(cat "/proc/$pid/stat") in *') Z '*) return 1 ;; esac
  for folder; do [ -e "$folder/data/postmaster.pid" ] && return 0; done
  return 1
}
if [ "$pid" ]; then
  kill -QUIT "$pid"; kill -CONT "$pid" $(cat "/proc/$pid/task/$pid/children")
  tries=0
  while runs "$@" && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -KILL "$pid"
fi
# Again if a child that was about to end has written meanwhile.
[ $# = 0 ] || rm -rf -- "$@" || { sleep 1; rm -rf -- "$@"; }
} <&3 3<&- &
`

/** Ends the server and removes its folders when this process has ended without doing so. Does not keep this process alive. */
export const startWatchdog = (): Watchdog => {
  const watchdog = spawn('/bin/sh', ['-c', script, 'relevo-postgres-watchdog'], {
    // In a session of its own, so that Ctrl-C does not end it with the tests; in a folder that cannot be in anyone's way.
    detached: true,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  // Without it the server still ends as it should whenever we end as we should.
  watchdog.on('error', () => {})
  watchdog.unref()
  const pipe = watchdog.stdio[3]
  if (!(pipe instanceof Socket)) throw new Error('the watchdog has no pipe')
  pipe.on('error', () => {})
  pipe.unref()
  return {
    guard: (folder) => pipe.write(`folder ${folder}\n`),
    watch: (pid) => pipe.write(`pid ${pid ?? ''}\n`),
    release: () => pipe.destroy(),
  }
}
