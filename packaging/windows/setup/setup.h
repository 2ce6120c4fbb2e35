/* What the two halves of nbe-setup.dll share. */
#ifndef NBE_SETUP_H
#define NBE_SETUP_H

#include <windows.h>

/* Fixed, for nbe.toml is looked for there. */
#define PARENT_FOLDER L"C:\\Nymi"
#define INSTALLATION PARENT_FOLDER L"\\Bluetooth_Endpoint"

enum { REASON_LENGTH = 1024 };

/* Why something was not done, for a person; the length is also in nbe.service.FolderRights. */
struct reason {
    wchar_t text[REASON_LENGTH];
};

/*
 * Makes the folders of the installation if need be; takes owner and rights of what lies there, or refuses what another user has made.
 * FALSE: refused, or not possible, and the reason is told.
 */
BOOL protect_installation(struct reason *reason);

#endif
