// The dialect of OpenCL C 1.2. Products and sums are rounded one by one, as Java rounds them.
#ifdef FLOAT64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif
#pragma OPENCL FP_CONTRACT OFF

#define CAT2(a, b) a##b
#define CAT(a, b) CAT2(a, b)

#define KERNEL_OF(x, y) __kernel __attribute__((reqd_work_group_size(x, y, 1))) void
#define GLOBAL __global
#define LOCAL __local
#define FUNCTION static inline
#define BARRIER barrier(CLK_LOCAL_MEM_FENCE)

#define GROUP_X ((uint32) get_group_id(0))
#define GROUP_Y ((uint32) get_group_id(1))
#define GROUPS_X ((uint32) get_num_groups(0))
#define GROUPS_Y ((uint32) get_num_groups(1))
#define ITEM_X ((uint32) get_local_id(0))
#define ITEM_Y ((uint32) get_local_id(1))

typedef int int32;
typedef uint uint32;
typedef long int64;
typedef ulong uint64;
typedef uchar boolean;

#define float_x4 float4
#define double_x4 double4
#define int64_x4 long4
#define boolean_x4 uchar4
#define LOAD_X4(type, pointer) vload4(0, pointer)
#define STORE_X4(type, value, pointer) vstore4(value, 0, pointer)

#define HIGH_WORD(a, b) mul_hi(a, b)
#define ATOMIC_MAX(pointer, value) atomic_max(pointer, value)
#define ATOMIC_CAS(pointer, expected, value) atomic_cmpxchg(pointer, expected, value)

// OpenCL 1.2 has no atomic addition of floating-point numbers.
#define ATOMIC_ADD_float(pointer, value) j_atomic_add_float(pointer, value)
#define ATOMIC_ADD_double(pointer, value) j_atomic_add_double(pointer, value)
FUNCTION void j_atomic_add_float(GLOBAL float *pointer, float value) {
  volatile GLOBAL uint32 *bits = (volatile GLOBAL uint32 *) pointer;
  uint32 seen = atomic_or(bits, 0u);
  for (;;) {
    uint32 found = atomic_cmpxchg(bits, seen, as_uint(as_float(seen) + value));
    if (found == seen) {
      return;
    }
    seen = found;
  }
}
#if defined(FLOAT64) && defined(cl_khr_int64_base_atomics)
#pragma OPENCL EXTENSION cl_khr_int64_base_atomics : enable
FUNCTION void j_atomic_add_double(GLOBAL double *pointer, double value) {
  volatile GLOBAL uint64 *bits = (volatile GLOBAL uint64 *) pointer;
  uint64 seen = atom_add(bits, (uint64) 0);
  for (;;) {
    uint64 found = atom_cmpxchg(bits, seen, as_ulong(as_double(seen) + value));
    if (found == seen) {
      return;
    }
    seen = found;
  }
}
#endif
