/** The folder on disk, as the rest needs it. Types only. Paths are relative to the folder; no method is given one that people wrote. */
export interface Disk {
  /** Every name in the folder. */
  names(): Promise<string[]>
  /** Changes whenever the file does; null: there is none. */
  stamp(path: string): Promise<Stamp | null>
  /** Null: there is none. */
  read(path: string): Promise<FileRead | null>
  /** Makes a whole file or none; false: the name is taken. `changedAt` (ms) becomes its time of change. */
  create(path: string, content: string | Uint8Array, changedAt?: number): Promise<boolean>
  /** Puts a whole file in the place of another; false: that one is not as `known` any more, and stays as it is. */
  replace(path: string, content: string, changedAt: number, known: Stamp): Promise<boolean>
  makeFolder(path: string): Promise<void>
  /** A file, or a folder with all that is in it. What is not there is fine. */
  remove(path: string): Promise<void>
  /** Runs `act` while no other process, and no other call of this one, runs one on the same folder. */
  exclusively<T>(act: () => Promise<T>): Promise<T>
}

/** `why`: what is in its place is no file, or cannot be opened, and the rest of the folder is in order. Holds no path. */
export type FileRead = { ok: true; text: string; stamp: Stamp } | { ok: false; why: string }

export interface Stamp {
  /** ms. */
  changedAt: number
  version: string
}

/** A step that the disk refused. `effect`: whether what was asked for may be there all the same. */
export class DiskFailure extends Error {
  override readonly name = 'DiskFailure'
  readonly code: string
  readonly effect: 'none' | 'unknown'

  constructor(code: string, effect: 'none' | 'unknown', options?: ErrorOptions) {
    super(`The disk refused (${code}).`, options)
    this.code = code
    this.effect = effect
  }
}
