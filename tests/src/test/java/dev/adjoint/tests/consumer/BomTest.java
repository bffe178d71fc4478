package dev.adjoint.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The bill of materials has the project's version, and every artifact that users need. */
final class BomTest {
  private static final Path ROOT = Path.of(System.getProperty("adjoint.root"));

  @Test
  void theBillOfMaterialsHasTheVersionOfTheProject() throws Exception {
    assertEquals(text(pom("pom.xml"), "version"), text(pom("annotations/bom/pom.xml"), "version"));
  }

  @Test
  void itManagesWhatUsersNeedAndNothingOfOthers() throws Exception {
    Element managed = child(child(pom("annotations/bom/pom.xml"), "dependencyManagement"), "dependencies");
    List<String> names = children(managed).stream().map(d -> text(d, "groupId") + ":" + text(d, "artifactId") + ":" + text(d, "version"))
        .toList();
    assertEquals(List.of("dev.adjoint:adjoint-annotations:${project.version}", "dev.adjoint:adjoint-runtime:${project.version}",
        "dev.adjoint:adjoint-processor:${project.version}"), names);
  }

  private static Element pom(String path) throws IOException, ParserConfigurationException, SAXException {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(ROOT.resolve(path).toFile()).getDocumentElement();
  }

  private static List<Element> children(Element of) {
    return IntStream.range(0, of.getChildNodes().getLength()).mapToObj(of.getChildNodes()::item)
        .filter(n -> n.getNodeType() == Node.ELEMENT_NODE).map(n -> (Element) n).toList();
  }

  private static Element child(Element of, String name) {
    return children(of).stream().filter(e -> e.getTagName().equals(name)).findFirst().orElseThrow();
  }

  private static String text(Element of, String name) {
    return child(of, name).getTextContent().strip();
  }
}
