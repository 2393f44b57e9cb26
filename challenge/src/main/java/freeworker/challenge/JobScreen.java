package freeworker.challenge;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;

/**
 * Where the {@code job} commands print and read: lines of their own, and a job's bytes as they are.
 */
record JobScreen(
    PrintWriter out,
    PrintWriter err,
    OutputStream output,
    OutputStream errors,
    InputStream input) {}
