/** What is wrong with a playbook's file, in plain words. */
export interface PlaybookFault {
  path: string
  /** From 1; null: it is of the whole file. */
  line: number | null
  message: string
}

/** As it is told to people: `vpn.md:12: …`. */
export const describePlaybookFault = ({ path, line, message }: PlaybookFault): string =>
  line === null ? `${path}: ${message}` : `${path}:${line}: ${message}`
