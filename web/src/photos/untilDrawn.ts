/** Resolves when a picture could be drawn at once; also when it never will be, or takes too long to wait for. */
export async function untilDrawn(url: string, patience = 15_000) {
  const image = new Image();
  image.src = url;
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  await Promise.race([image.decode().catch(() => undefined), late]);
}
