/** The line that a note of triage is known again by. Plain words, so that no sanitiser changes it; one ticket has one. */
export const triageMarker = ({ helpdesk, ticketId }: { helpdesk: string; ticketId: string }): string =>
  `Relevo triage ${helpdesk}:${ticketId}`
