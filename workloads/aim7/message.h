/* SPDX-License-Identifier: GPL-2.0 */
/* The sizes of what users send to themselves. */
#ifndef RMAPLOCK_AIM7_MESSAGE_H
#define RMAPLOCK_AIM7_MESSAGE_H

#include <stddef.h>

#define MESSAGE_BYTES_MAX 4096

/* Of the next message of this process; after 37 of them they begin anew. */
size_t message_bytes(void);

#endif /* RMAPLOCK_AIM7_MESSAGE_H */
