// Views of one shape: sizes and strides, the innermost dimension first, of a number of views. Made by Strided.java.
#define MAX_RANK 8

#define STRIDED(name, views) \
  typedef struct { \
    int32 count; \
    int32 rank; \
    int32 size[MAX_RANK]; \
    int32 stride[views][MAX_RANK]; \
  } name;

// Where element i, counted from the innermost dimension, is in a view.
#define POSITION(result, dims, view, i) \
  uint32 result = 0; \
  { \
    uint32 rest_ = (i); \
    int32 last_ = (dims).rank - 1; \
    for (int32 d_ = 0; d_ < last_; d_++) { \
      uint32 next_ = rest_ / (uint32) (dims).size[d_]; \
      result += (rest_ - next_ * (dims).size[d_]) * (dims).stride[view][d_]; \
      rest_ = next_; \
    } \
    result += rest_ * (dims).stride[view][last_]; \
  }
