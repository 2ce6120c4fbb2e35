/** The checks of {@code nbe doctor}: which probes run with which settings. The probes themselves are beside what they probe. */
package nbe.doctor;
