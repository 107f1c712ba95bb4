/** Texts of users. */
export const users = {}
