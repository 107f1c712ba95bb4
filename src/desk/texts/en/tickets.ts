/** Texts of tickets. */
export const tickets = {}
