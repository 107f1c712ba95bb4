/** One finding of `relevo check`. `remedy` says what to do, when there is something to do. */
export interface CheckResult {
  name: string
  status: 'ok' | 'warn' | 'fail' | 'skip'
  detail: string
  remedy: string | null
}
