// SPDX-License-Identifier: GPL-2.0
/* /dev/rmaplock_mmu: each open() can register one client with the opener's mm; see uapi.h. */
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "mmu_file.h"
#include "uapi.h"

static int device_open(struct inode *inode, struct file *filp)
{
	struct mmu_file *file;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	file = kzalloc(sizeof(*file), GFP_KERNEL_ACCOUNT);
	if (!file)
		return -ENOMEM;
	mmu_file_open(file);
	filp->private_data = file;
	return nonseekable_open(inode, filp);
}

static int device_release(struct inode *inode, struct file *filp)
{
	mmu_file_close(filp->private_data);
	kfree(filp->private_data);
	return 0;
}

/* There are no locks of ours to report on: the version, and what this is. */
static long ioctl_report(void __user *argument)
{
	struct rmaplock_report *report = kzalloc(sizeof(*report), GFP_KERNEL_ACCOUNT);
	long err;

	if (!report)
		return -ENOMEM;
	report->abi = RMAPLOCK_ABI;
	report->flags = RMAPLOCK_HAS_MMU_NOTIFIERS;
	strscpy(report->config, "real", sizeof(report->config));
	err = copy_to_user(argument, report, sizeof(*report)) ? -EFAULT : 0;
	kfree(report);
	return err;
}

static long device_ioctl(struct file *filp, unsigned int command, unsigned long argument)
{
	void __user *pointer = (void __user *)argument;

	if (command == RMAPLOCK_IOC_REPORT)
		return ioctl_report(pointer);
	return mmu_file_ioctl(filp->private_data, command, pointer);
}

static const struct file_operations device_fops = {
	.owner = THIS_MODULE,
	.open = device_open,
	.release = device_release,
	.unlocked_ioctl = device_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "rmaplock_mmu",
	.fops = &device_fops,
	.mode = 0600,
};

module_misc_device(device);

MODULE_LICENSE("GPL");
MODULE_VERSION("1"); /* so that modpost records a srcversion */
MODULE_DESCRIPTION("The clients of rmaplock's model on the MMU notifiers of Linux itself");
