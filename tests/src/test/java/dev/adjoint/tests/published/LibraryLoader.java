package dev.adjoint.tests.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Loads what was compiled, then the libraries' own classes, then everything else: the tests' class path may hold the same
 * library, whose classes would not see the package-private members of the edited ones.
 */
final class LibraryLoader extends URLClassLoader {
  private final Map<String, byte[]> compiled;

  LibraryLoader(Map<String, byte[]> compiled, List<Path> jars) {
    super(jars.stream().map(LibraryLoader::url).toArray(URL[]::new), LibraryLoader.class.getClassLoader());
    this.compiled = compiled;
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      byte[] bytes = compiled.get(name);
      if (bytes != null) {
        return defineClass(name, bytes, 0, bytes.length);
      }
      if (findResource(name.replace('.', '/') + ".class") != null) {
        return findClass(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
