/** Passes on what is put in, in order, to one reader; what nobody has read yet is kept. */
export interface Channel<T> {
  put(value: T): void
  /** Nothing more will come. */
  end(): void
  read(): AsyncGenerator<T, void, undefined>
}

export const createChannel = <T>(): Channel<T> => {
  const waiting: T[] = []
  let ended = false
  let wake = () => {}
  return {
    put: (value) => {
      waiting.push(value)
      wake()
    },
    end: () => {
      ended = true
      wake()
    },
    read: async function* () {
      while (true) {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next
        if (ended) return
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
