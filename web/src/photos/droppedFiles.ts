// What was dropped, with the files in dropped folders.

export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) return [...transfer.files];
  const found = await Promise.all(entries.map((entry) => (entry ? walk(entry) : [])));
  return found.flat();
}

async function walk(entry: FileSystemEntry): Promise<File[]> {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) {
    return [await new Promise<File>((take, refuse) => (entry as FileSystemFileEntry).file(take, refuse))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A reader hands out a folder in parts, an empty one at the end.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((take, refuse) => reader.readEntries(take, refuse));
    if (part.length === 0) return files;
    for (const inner of part) files.push(...(await walk(inner)));
  }
}
