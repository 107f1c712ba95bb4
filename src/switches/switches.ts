/**
 * What people switch while the service runs, the same for all replicas: types only. Another process's switch is seen within
 * `seenWithinMs`. `pause:source:NAME`: its hand-offs are accepted and kept, and not delivered. `pause:llm`: no language model is asked.
 */
export interface Switches {
  /** As it was seen last; without waiting. */
  isOn(name: SwitchName): boolean
  list(): Promise<Switched[]>
  /** Durable when it resolves; seen in this process at once. A repeat changes nothing but who and when. May throw `SwitchesUnavailable`. */
  set(name: SwitchName, on: boolean, who: string): Promise<void>
  /** Calls back when one was seen to change. Returns a function that unsubscribes. */
  onChange(listener: (name: SwitchName, on: boolean) => void): () => void
  start(): void
  stop(): Promise<void>
}

export type SwitchName = `pause:source:${string}` | 'pause:llm'

export interface Switched {
  name: SwitchName
  on: boolean
  at: number
  who: string
}
