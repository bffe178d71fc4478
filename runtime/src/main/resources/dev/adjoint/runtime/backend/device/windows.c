// Sliding windows over the last two dimensions of images [batch, channels, rows, columns].
typedef struct {
  int32 height, width, strideY, strideX, padY, padX, dilationY, dilationX;
  int32 batch, channels, rows, columns, outRows, outColumns;
  int32 image[4];
  int32 other[4];
  int32 places[4];
} Geometry;

// Number i as digits: the last of the sizes is the innermost.
#define DIGIT(name, size) \
  int32 name = rest % (uint32) (size); \
  rest /= (uint32) (size);

#define FIRST (GROUP_X * GROUP_SIZE + ITEM_X)
#define ITEMS (GROUPS_X * GROUP_SIZE)

// Columns [batch, channels * height * width, positions], in other; what the padding adds is 0.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _unfold)(GLOBAL const T *x, int32 xAt, GLOBAL T *out, int32 outAt, int32 count,
    Geometry g) {
  for (uint32 i = FIRST; i < count; i += ITEMS) {
    uint32 rest = i;
    DIGIT(ox, g.outColumns)
    DIGIT(oy, g.outRows)
    DIGIT(kx, g.width)
    DIGIT(ky, g.height)
    DIGIT(c, g.channels)
    int32 b = rest;
    int32 y = oy * g.strideY + ky * g.dilationY - g.padY;
    int32 xx = ox * g.strideX + kx * g.dilationX - g.padX;
    T value = 0;
    if (y >= 0 && y < g.rows && xx >= 0 && xx < g.columns) {
      value = x[xAt + b * g.image[0] + c * g.image[1] + y * g.image[2] + xx * g.image[3]];
    }
    int32 row = (c * g.height + ky) * g.width + kx;
    out[outAt + b * g.other[0] + row * g.other[1] + (oy * g.outColumns + ox) * g.other[2]] = value;
  }
}

// Every element of an image adds up the columns' elements that were copied from it, in the order of the window.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _fold)(GLOBAL const T *x, int32 xAt, GLOBAL T *out, int32 outAt, int32 count,
    Geometry g) {
  for (uint32 i = FIRST; i < count; i += ITEMS) {
    uint32 rest = i;
    DIGIT(xx, g.columns)
    DIGIT(y, g.rows)
    DIGIT(c, g.channels)
    int32 b = rest;
    uint32 to = outAt + b * g.image[0] + c * g.image[1] + y * g.image[2] + xx * g.image[3];
    T sum = out[to];
    for (int32 ky = 0; ky < g.height; ky++) {
      int32 top = y + g.padY - ky * g.dilationY;
      int32 oy = top / g.strideY;
      if (top < 0 || top != oy * g.strideY || oy >= g.outRows) {
        continue;
      }
      for (int32 kx = 0; kx < g.width; kx++) {
        int32 left = xx + g.padX - kx * g.dilationX;
        int32 ox = left / g.strideX;
        if (left >= 0 && left == ox * g.strideX && ox < g.outColumns) {
          int32 row = (c * g.height + ky) * g.width + kx;
          sum += x[xAt + b * g.other[0] + row * g.other[1] + (oy * g.outColumns + ox) * g.other[2]];
        }
      }
    }
    out[to] = sum;
  }
}

// The greatest of each window in other, and its place in the image in places.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _max)(GLOBAL const T *x, int32 xAt, GLOBAL T *out, int32 outAt,
    GLOBAL int64 *indices, int32 indicesAt, int32 count, Geometry g) {
  for (uint32 i = FIRST; i < count; i += ITEMS) {
    uint32 rest = i;
    DIGIT(ox, g.outColumns)
    DIGIT(oy, g.outRows)
    DIGIT(c, g.channels)
    int32 b = rest;
    T greatest = 0;
    int32 place = -1;
    for (int32 ky = 0; ky < g.height; ky++) {
      int32 y = oy * g.strideY + ky * g.dilationY - g.padY;
      for (int32 kx = 0; kx < g.width && y >= 0 && y < g.rows; kx++) {
        int32 xx = ox * g.strideX + kx * g.dilationX - g.padX;
        if (xx >= 0 && xx < g.columns) {
          T value = x[xAt + b * g.image[0] + c * g.image[1] + y * g.image[2] + xx * g.image[3]];
          if (place < 0 || value > greatest || (value != value && greatest == greatest)) {
            greatest = value;
            place = y * g.columns + xx;
          }
        }
      }
    }
    out[outAt + b * g.other[0] + c * g.other[1] + oy * g.other[2] + ox * g.other[3]] = greatest;
    indices[indicesAt + b * g.places[0] + c * g.places[1] + oy * g.places[2] + ox * g.places[3]] = place;
  }
}
