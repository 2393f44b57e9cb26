package freeworker.crew;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar says it has. */
final class JoinVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = JoinVersion.class.getPackage().getImplementationVersion();
    return new String[] {"freeworker " + (version == null ? "(not packaged)" : version)};
  }
}
