package org.liftgate.bench.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Raw little-endian columns as {@code gen.py} writes them: {@code name.f8} and {@code name.i4}. */
public final class Columns {
  private final Path folder;

  public Columns(Path folder) {
    this.folder = folder;
  }

  public double[] doubles(String name) {
    try (var file = FileChannel.open(folder.resolve(name + ".f8"))) {
      var out = new double[(int) (file.size() / Double.BYTES)];
      var mapped = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      mapped.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(out);
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int[] ints(String name) {
    try (var file = FileChannel.open(folder.resolve(name + ".i4"))) {
      var out = new int[(int) (file.size() / Integer.BYTES)];
      var mapped = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      mapped.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(out);
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
