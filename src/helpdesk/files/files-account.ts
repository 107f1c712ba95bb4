import type { Clock } from '../../ops/clock.ts'
import type { LinkTo } from './convert-from-file.ts'
import type { Directory } from './directory.ts'
import type { Disk } from './disk.ts'
import type { FolderDoor } from './folder-door.ts'
import type { MarkerIndex } from './marker-index.ts'
import type { TicketIndex } from './ticket-index.ts'

/** What every operation on one folder works with. */
export interface FilesAccount {
  disk: Disk
  door: FolderDoor
  index: TicketIndex
  markers: MarkerIndex
  directory: Directory
  linkTo: LinkTo
  clock: Clock
}
