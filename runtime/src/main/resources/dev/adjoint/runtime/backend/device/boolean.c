// Functions of truth values, bytes of 0 and 1.
FUNCTION boolean op_NOT(boolean x) { return !x; }
FUNCTION boolean op_AND(boolean a, boolean b) { return a & b; }
FUNCTION boolean op_OR(boolean a, boolean b) { return a | b; }
FUNCTION boolean op_XOR(boolean a, boolean b) { return a ^ b; }
