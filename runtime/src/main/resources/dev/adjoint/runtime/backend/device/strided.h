// Views of one shape: sizes and strides, the innermost dimension first, of ARRAYS views. Made by Strided.java.
#define MAX_RANK 8

typedef struct {
  int32 count;
  int32 rank;
  int32 size[MAX_RANK];
  int32 stride[ARRAYS][MAX_RANK];
} Dims;
