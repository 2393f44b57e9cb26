package freeworker.challenge;

import freeworker.BrokerUnreachable;
import freeworker.FreeworkerException;
import freeworker.JobId;
import freeworker.JobRefused;
import freeworker.Jobs;
import freeworker.KeyRefused;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The broker whose jobs a command is about, and how its refusals are told. */
final class JobPlace {
  private final Value broker;
  private final Value key;
  private final Value tls;
  private final Value patience;

  JobPlace(Command line) {
    broker =
        line.option("-b, --broker", "HOST:PORT", "the broker that has the jobs (default: {})")
            .usually(Place.HOME);
    key =
        line.option(
            "-k, --key",
            "FILE",
            "the key for that broker (default: your own, for brokers on this machine)");
    tls = line.flag("--tls", "speak TLS on this machine too, as through a tunnel");
    patience =
        line.option("--patience", "SECONDS", "how long to try to reach the broker (default: {})")
            .usually("2");
  }

  /** What a command does with the jobs. */
  interface Work {
    int with(Jobs jobs) throws IOException, InterruptedException;
  }

  /**
   * @throws ChallengeFailure when the broker is not there, or refuses
   */
  int run(Work work) throws IOException, InterruptedException {
    String address =
        Place.of(
                broker.text(),
                key.given() ? Path.of(key.text()) : null,
                tls.given(),
                false,
                Seconds.of("--patience", patience.text(), "--patience 2"))
            .address();
    try (Jobs jobs = Jobs.open(address)) {
      return work.with(jobs);
    } catch (JobRefused e) {
      throw new ChallengeFailure(code(e), sentence(e), "", e);
    } catch (KeyRefused e) {
      throw new ChallengeFailure(ChallengeFailure.UNAVAILABLE, sentence(e), "", e);
    } catch (BrokerUnreachable e) {
      throw new ChallengeFailure(
          ChallengeFailure.UNAVAILABLE,
          sentence(e),
          "Start one with:  broker 2        or name another with:  job ... --broker HOST:PORT",
          e);
    } catch (FreeworkerException e) {
      throw new ChallengeFailure(ChallengeFailure.USAGE, sentence(e), "", e);
    } catch (NoSuchFileException e) {
      throw new ChallengeFailure(ChallengeFailure.NO_INPUT, "no file " + e.getFile() + ".", "", e);
    } catch (CharacterCodingException e) {
      throw new ChallengeFailure(
          ChallengeFailure.BAD_DATA, "the file that --from names is not UTF-8.", "", e);
    } catch (AccessDeniedException e) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT, e.getFile() + " may not be read.", "", e);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException e) {
      throw new ChallengeFailure(
          ChallengeFailure.NO_INPUT, e.getFile() + " " + e.getReason() + ".", "", e);
    }
  }

  private static int code(JobRefused e) {
    return switch (e.reason()) {
      case UNKNOWN, NOT_YOURS -> ChallengeFailure.NO_INPUT;
      case WRONG_TIME -> ChallengeFailure.FAILED;
      case UNFIT -> ChallengeFailure.BAD_DATA;
      case FULL -> ChallengeFailure.NOT_FINISHED;
      case STORE -> ChallengeFailure.UNAVAILABLE;
    };
  }

  private static String sentence(FreeworkerException e) {
    String text = String.valueOf(e.getMessage());
    return text.endsWith(".") || text.matches("(?s).*Try: .*") ? text : text + ".";
  }

  /** The job that a user named. */
  static JobId id(Value named) {
    return JobId.parse(named.text())
        .orElseThrow(
            () ->
                ChallengeFailure.usage(
                    "ID must be the number of a job, or an element of an array, not '"
                        + named.text()
                        + "'. Try: job result 17, or job result 18[4]"));
  }
}
