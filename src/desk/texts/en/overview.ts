/** Texts of overview. */
export const overview = {}
