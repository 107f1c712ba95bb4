import type { SwitchName } from './switches.ts'

/** Whether a text names a switch: `pause:llm`, or `pause:source:` and a name as the configuration writes it. */
export const isSwitchName = (text: string): text is SwitchName =>
  text === 'pause:llm' || /^pause:source:[a-z0-9][a-z0-9-]{0,39}$/.test(text)
