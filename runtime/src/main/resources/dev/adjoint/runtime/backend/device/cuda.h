// The dialect of CUDA C++, compiled with --fmad=false: products and sums are rounded one by one, as Java rounds them.
#define CAT2(a, b) a##b
#define CAT(a, b) CAT2(a, b)

#define KERNEL_OF(x, y) extern "C" __global__ __launch_bounds__((x) * (y)) void
#define GLOBAL
#define LOCAL __shared__
// A program has more functions than its kernels call.
#define FUNCTION [[maybe_unused]] static __device__ __forceinline__
#define BARRIER __syncthreads()

#define GROUP_X ((uint32) blockIdx.x)
#define GROUP_Y ((uint32) blockIdx.y)
#define GROUPS_X ((uint32) gridDim.x)
#define GROUPS_Y ((uint32) gridDim.y)
#define ITEM_X ((uint32) threadIdx.x)
#define ITEM_Y ((uint32) threadIdx.y)

typedef int int32;
typedef unsigned int uint32;
typedef long long int64;
typedef unsigned long long uint64;
typedef unsigned char boolean;

#define float_x4 float4
#define boolean_x4 uchar4
struct __align__(16) double_x4 { double x, y, z, w; };
struct __align__(16) int64_x4 { int64 x, y, z, w; };
#define LOAD_X4(type, pointer) (*(const CAT(type, _x4) *) (pointer))
#define STORE_X4(type, value, pointer) (*(CAT(type, _x4) *) (pointer) = (value))

#define HIGH_WORD(a, b) __umulhi(a, b)
#define ATOMIC_MAX(pointer, value) atomicMax(pointer, value)
#define ATOMIC_CAS(pointer, expected, value) atomicCAS(pointer, expected, value)
#define ATOMIC_ADD_float(pointer, value) atomicAdd(pointer, value)
#define ATOMIC_ADD_double(pointer, value) atomicAdd(pointer, value)

// NVRTC reads no headers. The NaN is Java's.
#ifndef NAN
#define NAN __int_as_float(0x7fc00000)
#define INFINITY __int_as_float(0x7f800000)
#endif
