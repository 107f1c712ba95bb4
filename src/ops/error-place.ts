/** An error nobody foresaw, for logs: name, code and place alone, as its message may quote what a person wrote. */
export const errorPlace = (error: unknown) => ({
  errorName: error instanceof Error ? error.name : typeof error,
  errorCode: error instanceof Error && 'code' in error ? String(error.code) : null,
  errorPlace:
    error instanceof Error
      ? (error.stack ?? '')
          .split('\n')
          .filter((line) => line.startsWith('    at '))
          .slice(0, 8)
      : [],
})
