/** What was said, by id, which finds that of one ticket without looking through all. An entry stays with its ticket. */
export class PerTicketMap<T extends { ticketId: number }> extends Map<number, T> {
  readonly #ids = new Map<number, Set<number>>()

  /** In the order in which they were added. */
  of(ticketId: number): T[] {
    return [...(this.#ids.get(ticketId) ?? [])].flatMap((id) => {
      const entry = this.get(id)
      return entry === undefined ? [] : [entry]
    })
  }

  override set(id: number, entry: T): this {
    const ids = this.#ids.get(entry.ticketId)
    if (ids === undefined) this.#ids.set(entry.ticketId, new Set([id]))
    else ids.add(id)
    return super.set(id, entry)
  }

  override delete(id: number): boolean {
    const entry = this.get(id)
    if (entry !== undefined) this.#ids.get(entry.ticketId)?.delete(id)
    return super.delete(id)
  }

  override clear(): void {
    this.#ids.clear()
    super.clear()
  }
}
