/** Ids come from people and other systems. What cannot be an id is asked for nowhere: such a record does not exist. */
export const isZendeskId = (id: string): boolean =>
  /^[1-9]\d{0,15}$/.test(id) && Number.isSafeInteger(Number(id))
