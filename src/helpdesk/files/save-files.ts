import { shownName, storedName } from './attachment-name.ts'
import type { Disk } from './disk.ts'
import type { SectionFile } from './ticket-file.ts'
import { filesFolderOf } from './ticket-name.ts'

/** No vendor takes more; and it would be in the way of whoever copies the folder. */
const mostFileBytes = 50 * 2 ** 20
const mediaType = /^[\w.+-]+\/[\w.+-]+$/

export interface GivenFile {
  name: string
  contentType: string
  bytes: Uint8Array
}

export const isTooLarge = (files: GivenFile[]): boolean =>
  files.some(({ bytes }) => bytes.byteLength > mostFileBytes)

/** Puts files beside a ticket, before the ticket names them: what a crash leaves is a file too many, never one that is missing. */
export const saveFiles = async (disk: Disk, id: string, files: GivenFile[]): Promise<SectionFile[]> => {
  if (files.length === 0) return []
  const folder = filesFolderOf(id)
  await disk.makeFolder(folder)
  const saved: SectionFile[] = []
  let number = 1
  for (const { name, contentType, bytes } of files) {
    let path = `${folder}/${storedName(number, name)}`
    while (!(await disk.create(path, bytes))) path = `${folder}/${storedName(++number, name)}`
    saved.push({
      name: shownName(name),
      path,
      contentType: mediaType.test(contentType) ? contentType : 'application/octet-stream',
      bytes: bytes.byteLength,
    })
    number++
  }
  return saved
}
