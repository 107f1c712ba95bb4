import { stripVTControlCharacters } from 'node:util'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const controlCharacters = /[\u0000-\u001a\u001c-\u001f\u007f-\u009f]/g
// These turn the order of what follows around, so that it reads as something else.
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g

/** Text from outside without anything that a terminal would obey. */
export const plainText = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll(controlCharacters, ' ')
    .replaceAll('\u001b', '')
    .replaceAll(directionControls, '')
