/** Counts the words of many files with a gang, in six phases. */
@NullMarked
package freeworker.challenge.words;

import org.jspecify.annotations.NullMarked;
