package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.backend.host.Workers;

/**
 * Matrix products {@code c = a b} or {@code c += a b}, in tiles of the result that stay in registers while k runs (K.
 * Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication", TOMS 34, 2008). What a tile reads is
 * packed so that it lies one after the other, unless it does anyway and is read too seldom to repay it.
 *
 * <p>The order of a sum depends on the shapes and strides only: threads share rows or columns of the result.
 */
abstract sealed class Gemm permits FloatGemm, DoubleGemm {
  /** Rows of a tile. */
  static final int ROWS = 8;
  /** The part of k for which a panel of b, two vectors wide, stays in the first-level cache. */
  private static final int DEPTH = 256;
  /** Rows of a that, packed, stay in the second-level cache. */
  private static final int BLOCK_ROWS = 128;
  /** Columns of b that are packed at once. */
  private static final int BLOCK_COLUMNS = 2048;
  /** The most rows of a, or columns of either operand, for which packing the other is not repaid. */
  private static final int SKINNY = 48;
  /** Rows and columns of a tile whose sums run along vectors. */
  static final int DOT_ROWS = 6;
  static final int DOT_COLUMNS = 4;
  /** The least k that repays adding up the elements of a vector at the end, and the part of k for which operands stay cached. */
  private static final int LEAST_DOT = 128;
  private static final int DOT_DEPTH = 1024;
  /** The multiplications of a piece where threads share the work. */
  private static final long PIECE = 1 << 18;

  /** The elements of a vector. */
  private final int lanes;
  /** Whether there are registers for {@link #dots}. */
  private final boolean alongVectors;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  Gemm(int lanes, boolean alongVectors) {
    this.lanes = lanes;
    this.alongVectors = alongVectors;
  }

  /** What packed operands and unfinished tiles are written to, kept per thread and grown as needed. */
  private final class Scratch {
    private Object left = allocate(0);
    private int leftLength;
    private Object right = allocate(0);
    private int rightLength;
    private final Object tile = allocate(Math.max(ROWS * 2, DOT_ROWS * DOT_COLUMNS) * lanes);

    Object left(int length) {
      if (length > leftLength) {
        left = allocate(length);
        leftLength = length;
      }
      return left;
    }

    Object right(int length) {
      if (length > rightLength) {
        right = allocate(length);
        rightLength = length;
      }
      return right;
    }
  }

  abstract Object allocate(int length);

  /**
   * Packs up to {@link #ROWS} rows of a, transposed: the elements of a column lie one after the other, with zeros for
   * missing rows.
   */
  abstract void packRows(Matrix a, Object to, int toAt);

  /** Packs up to {@code width} columns of b row by row, with zeros for missing columns. */
  abstract void packColumns(Matrix b, int width, Object to, int toAt);

  /**
   * A tile of {@link #ROWS} rows and two vectors of columns: {@code c = a b}, or {@code c += a b}.
   *
   * @param a packed rows
   * @param bStep from a row of b to the next, in which the tile's columns lie one after the other
   * @param cStep from a row of c to the next
   */
  abstract void wide(int k, Object a, int aAt, Object b, int bAt, int bStep, Object c, int cAt, int cStep, boolean add);

  /** As {@link #wide}, with one vector of columns. */
  abstract void narrow(int k, Object a, int aAt, Object b, int bAt, int bStep, Object c, int cAt, int cStep,
      boolean add);

  /** As {@link #narrow} without adding, a in rows {@code aStep} apart, b packed. */
  abstract void unpacked(int k, Object a, int aAt, int aStep, Object b, int bAt, Object c, int cAt, int cStep);

  /**
   * The products of {@link #DOT_ROWS} rows of a and {@link #DOT_COLUMNS} columns of b, the elements of each one after the other,
   * row by row to the beginning of the tile.
   *
   * @param aStep from a row of a to the next
   * @param bStep from a column of b to the next
   */
  abstract void dots(int k, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object tile);

  /** Writes or adds a tile to a matrix; a row of the tile is {@code tileStep} after the other. */
  abstract void store(Object tile, int tileAt, int tileStep, Matrix c, boolean add);

  /** One row times a matrix whose rows lie one after the other. */
  abstract void rowTimesRows(Object a, int aAt, Matrix b, Object c, int cAt, boolean add);

  /** One row times a matrix whose columns lie one after the other. */
  abstract void rowTimesColumns(Object a, int aAt, Matrix b, Object c, int cAt, boolean add);

  /** Computes {@code c = a b} or {@code c += a b}; no size is 0. */
  final void multiply(Matrix a, Matrix b, Matrix c, boolean add) {
    boolean isColumn = c.columns() == 1 && c.rows() > 1;
    if (isColumn || c.rows() > 1 && c.columnStep() != 1 && c.rowStep() == 1) {
      multiply(b.transposed(), a.transposed(), c.transposed(), add);
    } else if (a.rows() == 1 && c.columnStep() == 1 && (b.columnStep() == 1 || b.rowStep() == 1)) {
      oneRow(a, b, c, add);
    } else if (Math.min(a.rows(), a.columns()) <= SKINNY && b.columnStep() == 1 && b.columns() >= lanes && c.columnStep() == 1
        && !add) {
      fewRows(a, b, c);
    } else if (alongVectors && Math.min(a.rows(), b.columns()) <= SKINNY && a.columnStep() == 1 && b.rowStep() == 1
        && a.columns() >= LEAST_DOT && Math.min(a.rows(), b.columns()) >= DOT_ROWS) {
      if (a.rows() < b.columns()) {
        dots(b.transposed(), a.transposed(), c.transposed(), add);
      } else {
        dots(a, b, c, add);
      }
    } else if (a.rows() <= SKINNY && b.rowStep() == 1 && b.columns() >= ROWS) {
      fewColumns(b.transposed(), a.transposed(), c.transposed(), add);
    } else if (b.columns() <= SKINNY && a.columnStep() == 1 && a.rows() >= ROWS) {
      fewColumns(a, b, c, add);
    } else {
      blocks(a, b, c, add);
    }
  }

  private static int piece(long multiplications) {
    return (int) Math.max(1, PIECE / multiplications);
  }

  private void oneRow(Matrix a, Matrix b, Matrix c, boolean add) {
    int k = a.columns();
    Object row = a.array();
    int at = a.at();
    if (a.columnStep() != 1) {
      row = scratch.get().left(k);
      at = 0;
      store(a.array(), a.at(), a.columnStep(), new Matrix(row, 0, k, 1, 1, 1), false);
    }
    Object x = row;
    int xAt = at;
    int step = (piece(k) + 4 * lanes - 1) / (4 * lanes) * (4 * lanes);
    Workers.split(b.columns(), step, (from, to) -> {
      if (b.columnStep() == 1 && !(b.columns() == 1 && b.rowStep() == 1)) {
        rowTimesRows(x, xAt, b.columnsOf(from, to), c.array(), c.at() + from, add);
      } else {
        rowTimesColumns(x, xAt, b.columnsOf(from, to), c.array(), c.at() + from, add);
      }
    });
  }

  /** Few rows or columns of a, packed, with rows of b as they lie. */
  private void fewRows(Matrix a, Matrix b, Matrix c) {
    int k = a.columns();
    int m = a.rows();
    int width = 2 * lanes;
    Object left = scratch.get().left((m + ROWS - 1) / ROWS * ROWS * k);
    for (int i = 0; i < m; i += ROWS) {
      int first = firstRow(i, m);
      packRows(a.rowsOf(first, Math.min(m, first + ROWS)), left, i * k);
    }
    int wides = b.columns() / width;
    int panels = wides + (b.columns() % width + lanes - 1) / lanes;
    Workers.split(panels, piece((long) m * k * width), (from, to) -> {
      Object tile = scratch.get().tile;
      for (int panel = from; panel < to; panel++) {
        boolean isWide = panel < wides;
        // The last panel ends with the matrix, and computes some columns once more.
        int j = isWide ? panel * width : Math.min(wides * width + (panel - wides) * lanes, b.columns() - lanes);
        for (int i = 0; i < m; i += ROWS) {
          boolean whole = m >= ROWS;
          Object target = whole ? c.array() : tile;
          int at = whole ? c.at() + firstRow(i, m) * c.rowStep() + j : 0;
          int step = whole ? c.rowStep() : width;
          if (isWide) {
            wide(k, left, i * k, b.array(), b.at() + j, b.rowStep(), target, at, step, false);
          } else {
            narrow(k, left, i * k, b.array(), b.at() + j, b.rowStep(), target, at, step, false);
          }
          if (!whole) {
            store(tile, 0, width, c.columnsOf(j, j + (isWide ? width : lanes)), false);
          }
        }
      }
    });
  }

  /** The first row of a block; the last block ends with the matrix, and computes some rows once more. */
  private static int firstRow(int block, int rows) {
    return rows < ROWS ? 0 : Math.min(block, rows - ROWS);
  }

  /** Few columns of b, packed, with rows of a as they lie. */
  private void fewColumns(Matrix a, Matrix b, Matrix c, boolean add) {
    int k = a.columns();
    int n = b.columns();
    int panels = (n - 1) / lanes + 1;
    Object right = scratch.get().right(panels * lanes * k);
    for (int j = 0; j < n; j += lanes) {
      packColumns(b.columnsOf(j, Math.min(n, j + lanes)), lanes, right, j * k);
    }
    Workers.split((a.rows() - 1) / ROWS + 1, piece((long) ROWS * k * n), (from, to) -> {
      Object tile = scratch.get().tile;
      for (int block = from; block < to; block++) {
        int i = block * ROWS;
        // The last tile ends with the matrix; of its first rows nothing is stored once more.
        int first = Math.min(i, a.rows() - ROWS);
        int end = Math.min(i + ROWS, a.rows());
        for (int j = 0; j < n; j += lanes) {
          unpacked(k, a.array(), a.at() + first * a.rowStep(), a.rowStep(), right, j * k, tile, 0, lanes);
          store(tile, (i - first) * lanes, lanes, c.rowsOf(i, end).columnsOf(j, Math.min(n, j + lanes)), add);
        }
      }
    });
  }

  /** Rows of a and columns of b, both as they lie. */
  private void dots(Matrix a, Matrix b, Matrix c, boolean add) {
    Workers.split((a.rows() - 1) / DOT_ROWS + 1, piece((long) DOT_ROWS * a.columns() * b.columns()), (from, to) -> {
      Object tile = scratch.get().tile;
      for (int block = from; block < to; block++) {
        int i = block * DOT_ROWS;
        int end = Math.min(i + DOT_ROWS, a.rows());
        // The last tiles end with the matrix; of their first rows and columns nothing is stored once more.
        int row = Math.min(i, a.rows() - DOT_ROWS);
        for (int l = 0; l < a.columns(); l += DOT_DEPTH) {
          int depth = Math.min(DOT_DEPTH, a.columns() - l);
          for (int j = 0; j < b.columns(); j += DOT_COLUMNS) {
            int column = Math.min(j, b.columns() - DOT_COLUMNS);
            dots(depth, a.array(), a.at() + row * a.rowStep() + l, a.rowStep(), b.array(), b.at() + column * b.columnStep() + l,
                b.columnStep(), tile);
            store(tile, (i - row) * DOT_COLUMNS + j - column, DOT_COLUMNS,
                c.rowsOf(i, end).columnsOf(j, Math.min(j + DOT_COLUMNS, b.columns())), add || l > 0);
          }
        }
      }
    });
  }

  /** Both packed, block by block. */
  private void blocks(Matrix a, Matrix b, Matrix c, boolean add) {
    int width = 2 * lanes;
    int parts = (a.columns() - 1) / DEPTH + 1;
    int depth = (a.columns() - 1) / parts + 1;
    for (int j = 0; j < b.columns(); j += BLOCK_COLUMNS) {
      int columnEnd = Math.min(b.columns(), j + BLOCK_COLUMNS);
      Matrix columns = c.columnsOf(j, columnEnd);
      for (int l = 0; l < a.columns(); l += depth) {
        int depthEnd = Math.min(a.columns(), l + depth);
        Matrix part = a.columnsOf(l, depthEnd);
        Object right = packedColumns(b.columnsOf(j, columnEnd).rowsOf(l, depthEnd), width);
        boolean more = add || l > 0;
        int panels = (columnEnd - j - 1) / width + 1;
        if (a.rows() >= Workers.count() * BLOCK_ROWS) {
          Workers.split((a.rows() - 1) / BLOCK_ROWS + 1, 1, (from, to) -> {
            for (int block = from; block < to; block++) {
              int i = block * BLOCK_ROWS;
              int rowEnd = Math.min(a.rows(), i + BLOCK_ROWS);
              Object left = packedRows(part.rowsOf(i, rowEnd), scratch.get());
              tiles(left, right, part.columns(), columns.rowsOf(i, rowEnd), 0, panels, more);
            }
          });
        } else {
          for (int i = 0; i < a.rows(); i += BLOCK_ROWS) {
            int rowEnd = Math.min(a.rows(), i + BLOCK_ROWS);
            Object left = packedRows(part.rowsOf(i, rowEnd), scratch.get());
            Matrix rows = columns.rowsOf(i, rowEnd);
            Workers.split(panels, piece((long) rows.rows() * part.columns() * width),
                (from, to) -> tiles(left, right, part.columns(), rows, from, to, more));
          }
        }
      }
    }
  }

  /** The tiles of c in some panels of b, from packed operands. */
  private void tiles(Object left, Object right, int k, Matrix c, int from, int to, boolean add) {
    int width = 2 * lanes;
    Object tile = scratch.get().tile;
    for (int panel = from; panel < to; panel++) {
      int j = panel * width;
      int columns = Math.min(width, c.columns() - j);
      for (int i = 0; i < c.rows(); i += ROWS) {
        int rows = Math.min(ROWS, c.rows() - i);
        if (rows == ROWS && columns == width && c.columnStep() == 1) {
          wide(k, left, i * k, right, j * k, width, c.array(), c.at() + i * c.rowStep() + j, c.rowStep(), add);
          continue;
        }
        if (columns > lanes) {
          wide(k, left, i * k, right, j * k, width, tile, 0, width, false);
        } else {
          narrow(k, left, i * k, right, j * k, width, tile, 0, width, false);
        }
        store(tile, 0, width, c.rowsOf(i, i + rows).columnsOf(j, j + columns), add);
      }
    }
  }

  private Object packedRows(Matrix a, Scratch scratch) {
    int k = a.columns();
    Object left = scratch.left((a.rows() + ROWS - 1) / ROWS * ROWS * k);
    for (int i = 0; i < a.rows(); i += ROWS) {
      packRows(a.rowsOf(i, Math.min(a.rows(), i + ROWS)), left, i * k);
    }
    return left;
  }

  private Object packedColumns(Matrix b, int width) {
    int k = b.rows();
    int panels = (b.columns() - 1) / width + 1;
    Object right = scratch.get().right(panels * width * k);
    Workers.split(panels, piece(8L * k * width), (from, to) -> {
      for (int panel = from; panel < to; panel++) {
        int j = panel * width;
        packColumns(b.columnsOf(j, Math.min(b.columns(), j + width)), width, right, j * k);
      }
    });
    return right;
  }
}
