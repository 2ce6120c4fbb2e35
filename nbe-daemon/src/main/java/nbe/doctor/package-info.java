/** What {@code nbe doctor} looks at, and what it finds: one line a finding, with the remedy. */
package nbe.doctor;
