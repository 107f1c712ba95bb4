/** Texts of handoffs. */
export const handoffs = {}
