/** Texts of repair. */
export const repair = {}
