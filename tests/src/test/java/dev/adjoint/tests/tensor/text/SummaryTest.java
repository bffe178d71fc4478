package dev.adjoint.tests.tensor.text;

import static dev.adjoint.runtime.tensor.PrintOptions.DEFAULT;
import static dev.adjoint.tests.tensor.text.Printing.assertPrints;

import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Tensors of more than a thousand elements show the edges of each dimension. */
class SummaryTest {
  @Test
  void asManyElementsAsTheThresholdArePrintedInFull() {
    assertPrints("tensor([0, 1, 2, 3, 4, 5, 6, 7])", Tensor.arange(8), DEFAULT.withThreshold(8));
    assertPrints("tensor([0, 1, 2,  ..., 5, 6, 7])", Tensor.arange(8), DEFAULT.withThreshold(7));
    assertPrints("""
        tensor([[1., 1., 1., 1.],
                [1., 1., 1., 1.]])""", Tensor.ones(2, 4), DEFAULT.withThreshold(8));
  }

  @Test
  void vectorsShowThreeItemsAtEachEnd() {
    assertPrints("tensor([   0,    1,    2,  ...,  998,  999, 1000])", Tensor.arange(1001));
    assertPrints("tensor([    0,     1,     2,  ..., 99997, 99998, 99999])", Tensor.arange(100000));
    assertPrints("tensor([0., 0., 0.,  ..., 0., 0., 0.])", Tensor.zeros(2000));
  }

  @Test
  void matricesShowThreeRowsAndColumnsAtEachEnd() {
    assertPrints("""
        tensor([[   0,    1,    2,  ...,   97,   98,   99],
                [ 100,  101,  102,  ...,  197,  198,  199],
                [ 200,  201,  202,  ...,  297,  298,  299],
                ...,
                [9700, 9701, 9702,  ..., 9797, 9798, 9799],
                [9800, 9801, 9802,  ..., 9897, 9898, 9899],
                [9900, 9901, 9902,  ..., 9997, 9998, 9999]])""", Tensor.arange(10000).reshape(100, 100));
    assertPrints("""
        tensor([[   0,    1,    2],
                [   3,    4,    5],
                [   6,    7,    8],
                ...,
                [1191, 1192, 1193],
                [1194, 1195, 1196],
                [1197, 1198, 1199]])""", Tensor.arange(1200).reshape(400, 3));
    assertPrints("""
        tensor([[   0,    1,    2,  ...,  397,  398,  399],
                [ 400,  401,  402,  ...,  797,  798,  799],
                [ 800,  801,  802,  ..., 1197, 1198, 1199]])""", Tensor.arange(1200).reshape(3, 400));
  }

  @Test
  void higherRanksAreSummarisedAtEveryLevel() {
    assertPrints("""
        tensor([[[   0,    1,    2,  ...,   17,   18,   19],
                 [  20,   21,   22,  ...,   37,   38,   39],
                 [  40,   41,   42,  ...,   57,   58,   59],
                 ...,
                 [ 340,  341,  342,  ...,  357,  358,  359],
                 [ 360,  361,  362,  ...,  377,  378,  379],
                 [ 380,  381,  382,  ...,  397,  398,  399]],

                [[ 400,  401,  402,  ...,  417,  418,  419],
                 [ 420,  421,  422,  ...,  437,  438,  439],
                 [ 440,  441,  442,  ...,  457,  458,  459],
                 ...,
                 [ 740,  741,  742,  ...,  757,  758,  759],
                 [ 760,  761,  762,  ...,  777,  778,  779],
                 [ 780,  781,  782,  ...,  797,  798,  799]],

                [[ 800,  801,  802,  ...,  817,  818,  819],
                 [ 820,  821,  822,  ...,  837,  838,  839],
                 [ 840,  841,  842,  ...,  857,  858,  859],
                 ...,
                 [1140, 1141, 1142,  ..., 1157, 1158, 1159],
                 [1160, 1161, 1162,  ..., 1177, 1178, 1179],
                 [1180, 1181, 1182,  ..., 1197, 1198, 1199]],

                ...,

                [[6800, 6801, 6802,  ..., 6817, 6818, 6819],
                 [6820, 6821, 6822,  ..., 6837, 6838, 6839],
                 [6840, 6841, 6842,  ..., 6857, 6858, 6859],
                 ...,
                 [7140, 7141, 7142,  ..., 7157, 7158, 7159],
                 [7160, 7161, 7162,  ..., 7177, 7178, 7179],
                 [7180, 7181, 7182,  ..., 7197, 7198, 7199]],

                [[7200, 7201, 7202,  ..., 7217, 7218, 7219],
                 [7220, 7221, 7222,  ..., 7237, 7238, 7239],
                 [7240, 7241, 7242,  ..., 7257, 7258, 7259],
                 ...,
                 [7540, 7541, 7542,  ..., 7557, 7558, 7559],
                 [7560, 7561, 7562,  ..., 7577, 7578, 7579],
                 [7580, 7581, 7582,  ..., 7597, 7598, 7599]],

                [[7600, 7601, 7602,  ..., 7617, 7618, 7619],
                 [7620, 7621, 7622,  ..., 7637, 7638, 7639],
                 [7640, 7641, 7642,  ..., 7657, 7658, 7659],
                 ...,
                 [7940, 7941, 7942,  ..., 7957, 7958, 7959],
                 [7960, 7961, 7962,  ..., 7977, 7978, 7979],
                 [7980, 7981, 7982,  ..., 7997, 7998, 7999]]])""", Tensor.arange(8000).reshape(20, 20, 20));
  }

  @Test
  void dimensionsOfUpToSixItemsAreKeptWhole() {
    assertPrints("""
        tensor([[   0,    1,    2,  ...,  198,  199,  200],
                [ 201,  202,  203,  ...,  399,  400,  401],
                [ 402,  403,  404,  ...,  600,  601,  602],
                [ 603,  604,  605,  ...,  801,  802,  803],
                [ 804,  805,  806,  ..., 1002, 1003, 1004],
                [1005, 1006, 1007,  ..., 1203, 1204, 1205]])""", Tensor.arange(1206).reshape(6, 201));
    assertPrints("""
        tensor([[   0,    1,    2,  ...,  198,  199,  200],
                [ 201,  202,  203,  ...,  399,  400,  401],
                [ 402,  403,  404,  ...,  600,  601,  602],
                ...,
                [ 804,  805,  806,  ..., 1002, 1003, 1004],
                [1005, 1006, 1007,  ..., 1203, 1204, 1205],
                [1206, 1207, 1208,  ..., 1404, 1405, 1406]])""", Tensor.arange(1407).reshape(7, 201));
  }

  @Test
  void onlyWhatIsShownDecidesTheWidth() {
    assertPrints("tensor([-500000, -499000, -498000,  ...,  498000,  499000,  500000])",
        Tensor.arange(1001).sub(500).mul(1000));
    assertPrints("tensor([1., 2.,  ..., 4., 5.])",
        Tensor.of(1f, 2f, 3f, 0.5f, 4f, 5f), DEFAULT.withThreshold(5).withEdgeItems(2));
    assertPrints("tensor([1., 2.,  ..., 4., 5.])",
        Tensor.of(1f, 2f, 10000000000f, 4f, 5f), DEFAULT.withThreshold(4).withEdgeItems(2));
  }

  @Test
  void theGapIsNotPaddedToTheElementsWidth() {
    assertPrints("tensor([10,  ..., 50])",
        Tensor.of(10L, 20L, 30L, 40L, 50L), DEFAULT.withThreshold(4).withEdgeItems(1));
    assertPrints("tensor([1,  ..., 5])", Tensor.of(1L, 2L, 3L, 4L, 5L), DEFAULT.withThreshold(4).withEdgeItems(1));
  }

  @Test
  void summariesOfViewsShowTheViewsElements() {
    assertPrints("""
        tensor([[   0,  100,  200,  ..., 9700, 9800, 9900],
                [   1,  101,  201,  ..., 9701, 9801, 9901],
                [   2,  102,  202,  ..., 9702, 9802, 9902],
                ...,
                [  97,  197,  297,  ..., 9797, 9897, 9997],
                [  98,  198,  298,  ..., 9798, 9898, 9998],
                [  99,  199,  299,  ..., 9799, 9899, 9999]])""", Tensor.arange(10000).reshape(100, 100).t());
  }

  @Test
  void withoutEdgeItemsTheShapeIsTold() {
    assertPrints("tensor([...], size=(10,))", Tensor.arange(10), DEFAULT.withThreshold(5).withEdgeItems(0));
    assertPrints("tensor([...], size=(5, 2))",
        Tensor.arange(10).reshape(5, 2), DEFAULT.withThreshold(5).withEdgeItems(0));
    assertPrints("""
        tensor([[0, 1],
                [2, 3]], size=(2, 2))""", Tensor.arange(4).reshape(2, 2), DEFAULT.withEdgeItems(0));
    assertPrints("tensor(3., size=())", Tensor.scalar(3f), DEFAULT.withEdgeItems(0));
  }

  @Test
  void scalarsAreNeverSummarised() {
    assertPrints("tensor(3.)", Tensor.scalar(3f), DEFAULT.withThreshold(0));
  }
}
