// SPDX-License-Identifier: GPL-2.0
/* /dev/rmaplock: one file of the model per open(); see uapi.h for the contract. */
#include <linux/capability.h>
#include <linux/debugfs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "model.h"
#include "stats.h"

static int device_open(struct inode *inode, struct file *filp)
{
	struct model_file *file;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	file = kzalloc(sizeof(*file), GFP_KERNEL_ACCOUNT);
	if (!file)
		return -ENOMEM;
	file->page = alloc_page(GFP_KERNEL_ACCOUNT | __GFP_ZERO);
	if (!file->page)
		goto no_page;
	if (i_mmap_lock_init(&file->lock))
		goto no_lock;
	file->i_mmap = RB_ROOT_CACHED;
	mmu_file_open(&file->mmu);
	filp->private_data = file;
	return nonseekable_open(inode, filp);

no_lock:
	put_page(file->page);
no_page:
	kfree(file);
	return -ENOMEM;
}

/* Every area holds a reference to the file, so none is left here. */
static int device_release(struct inode *inode, struct file *filp)
{
	struct model_file *file = filp->private_data;

	WARN_ON_ONCE(!RB_EMPTY_ROOT(&file->i_mmap.rb_root));
	mmu_file_close(&file->mmu);
	i_mmap_lock_destroy(&file->lock);
	put_page(file->page);
	kfree(file);
	return 0;
}

static int device_mmap(struct file *filp, struct vm_area_struct *vma)
{
	return model_vma_mmap(filp->private_data, vma);
}

static long ioctl_report(void __user *argument)
{
	struct rmaplock_report *report;
	long err = -EFAULT;

	report = kzalloc(sizeof(*report), GFP_KERNEL_ACCOUNT);
	if (!report)
		return -ENOMEM;
	if (copy_from_user(report, argument, sizeof(*report)))
		goto out;
	err = rmap_stats_report(report);
	if (err)
		goto out;
	report->violations = model_violations();
	report->alloc_failures = model_alloc_failures();
	report->entries = model_entries_alive();
	report->anon_vmas = model_anon_vmas_alive();
	if (copy_to_user(argument, report, sizeof(*report)))
		err = -EFAULT;
out:
	kfree(report);
	return err;
}

static long ioctl_walk(struct model_file *file, void __user *argument)
{
	struct rmaplock_walk walk;
	int err;

	if (copy_from_user(&walk, argument, sizeof(walk)))
		return -EFAULT;
	err = model_walk(file, &walk);
	if (err)
		return err;
	return copy_to_user(argument, &walk, sizeof(walk)) ? -EFAULT : 0;
}

static long ioctl_mm_lock(void __user *argument)
{
	struct rmaplock_mm_lock request;
	int err;

	if (copy_from_user(&request, argument, sizeof(request)))
		return -EFAULT;
	err = model_mm_lock(&request);
	if (err)
		return err;
	return copy_to_user(argument, &request, sizeof(request)) ? -EFAULT : 0;
}

static long ioctl_check(struct model_file *file, void __user *argument)
{
	struct rmaplock_check check;
	int err = model_check(file, &check);

	if (err)
		return err;
	return copy_to_user(argument, &check, sizeof(check)) ? -EFAULT : 0;
}

static long ioctl_entries(struct model_file *file, void __user *argument)
{
	struct rmaplock_entries request;
	int err;

	if (copy_from_user(&request, argument, sizeof(request)))
		return -EFAULT;
	err = model_entries(file, &request);
	if (err)
		return err;
	return copy_to_user(argument, &request, sizeof(request)) ? -EFAULT : 0;
}

static long device_ioctl(struct file *filp, unsigned int command, unsigned long argument)
{
	struct model_file *file = filp->private_data;
	void __user *pointer = (void __user *)argument;

	switch (command) {
	case RMAPLOCK_IOC_REPORT:
		return ioctl_report(pointer);
	case RMAPLOCK_IOC_RESET:
		rmap_stats_reset();
		return 0;
	case RMAPLOCK_IOC_SET_FLAGS:
		return rmap_stats_set(argument);
	case RMAPLOCK_IOC_WALK:
		return ioctl_walk(file, pointer);
	case RMAPLOCK_IOC_CHECK:
		return ioctl_check(file, pointer);
	case RMAPLOCK_IOC_ENTRIES:
		return ioctl_entries(file, pointer);
	case RMAPLOCK_IOC_MM_LOCK:
		return ioctl_mm_lock(pointer);
	case RMAPLOCK_IOC_MMU_REGISTER:
	case RMAPLOCK_IOC_MMU_UNREGISTER:
	case RMAPLOCK_IOC_MMU_FAULT:
	case RMAPLOCK_IOC_MMU_STATE:
		return mmu_file_ioctl(&file->mmu, command, pointer);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations device_fops = {
	.owner = THIS_MODULE,
	.open = device_open,
	.release = device_release,
	.mmap = device_mmap,
	.unlocked_ioctl = device_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "rmaplock",
	.fops = &device_fops,
	.mode = 0600,
};

/*
 * All configs share one device name; registering it twice would splat. The
 * directory is there to be found by the next config that is loaded.
 */
static struct dentry *loaded_mark;

static int __init claim_device_name(void)
{
	struct dentry *other = debugfs_lookup("rmaplock", NULL);

	if (!IS_ERR_OR_NULL(other)) {
		dput(other);
		goto busy;
	}
	loaded_mark = debugfs_create_dir("rmaplock", NULL);
	if (loaded_mark == ERR_PTR(-EEXIST))
		goto busy;
	return 0; /* without debugfs too, then unguarded */
busy:
	pr_err("another config is loaded: unload it first (rmmod)\n");
	return -EBUSY;
}

static int __init rmaplock_init(void)
{
	int err = claim_device_name();

	if (err)
		return err;
	if (sizeof(CONFIG_RMAPLOCK_BUG) > sizeof(""))
		pr_warn("built with the planted bug %s, for tests alone\n", CONFIG_RMAPLOCK_BUG);
	err = rmap_stats_init();
	if (err)
		goto unmark;
	err = model_anon_vma_init();
	if (err)
		goto stats;
	err = model_vma_init();
	if (err)
		goto anon_vma;
	err = model_mmu_init();
	if (err)
		goto vma;
	err = model_walk_init();
	if (err)
		goto mmu;
	err = misc_register(&device);
	if (err)
		goto walk;
	return 0;
walk:
	model_walk_exit();
mmu:
	model_mmu_exit();
vma:
	model_vma_exit();
anon_vma:
	model_anon_vma_exit();
stats:
	rmap_stats_exit();
unmark:
	debugfs_remove(loaded_mark);
	return err;
}

static void __exit rmaplock_exit(void)
{
	misc_deregister(&device);
	model_walk_exit();
	model_mmu_exit();
	model_vma_exit();
	model_anon_vma_exit();
	rmap_stats_exit();
	debugfs_remove(loaded_mark);
}

module_init(rmaplock_init);
module_exit(rmaplock_exit);

MODULE_LICENSE("GPL");
MODULE_VERSION("1"); /* so that modpost records a srcversion */
MODULE_DESCRIPTION("Reverse map locks of 2008, chosen by Kconfig: " __stringify(RMAPLOCK_CONFIG));
